// SPDX-License-Identifier: Apache-2.0
// So may a subprogram
// contract: linux/xdp
// expect: reject
// code: A509
// line: 15
  r6 = r1
  r7 = *(u32 *)(r6 + 0)
  r8 = *(u32 *)(r6 + 4)
  r2 = r7
  r2 += 1
  if r2 > r8 goto out
  r1 = r6
  call inner
  r1 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 2
  exit
inner:
  r2 = 14
  call 44
  r0 = 0
  exit
