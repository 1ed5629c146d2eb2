// SPDX-License-Identifier: Apache-2.0
// A region that the contract makes read-only
// contract: windows/bind
// expect: reject
// code: A506
// line: 12
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  *(u8 *)(r2 + 0) = 0  // refused here
out:
  r0 = 1
  exit
