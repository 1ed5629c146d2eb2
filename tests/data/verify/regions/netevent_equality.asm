// SPDX-License-Identifier: Apache-2.0
// Begin beyond end never meets it
// contract: windows/netevent
// expect: reject
// code: A501
// line: 12
  r2 = *(u64 *)(r1 + 8)
  r3 = *(u64 *)(r1 + 16)
  r6 = 100
again:
  if r2 == r3 goto out
  r0 = *(u8 *)(r2 + 0) // refused here
  r2 += 1
  r6 -= 1
  if r6 != 0 goto again
out:
  r0 = 0
  exit
