// SPDX-License-Identifier: Apache-2.0
// That number is no address
// contract: windows/process
// expect: reject
// code: A505
// line: 12
  r2 = *(u64 *)(r1 + 0)
  r6 = r2
  r6 += 4
  r0 = 0
  if r2 != 0 goto out
  r0 = *(u8 *)(r6 + 0) // refused here
out:
  exit
