// SPDX-License-Identifier: Apache-2.0
// A 32-bit comparison of two pointers into one region says nothing about their order
// contract: linux/xdp
// expect: reject
// code: A501
// line: 13
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  if w2 > w3 goto out
  r4 = r2
  r4 += 1
  if w4 > w3 goto out
  r5 = *(u8 *)(r2 + 0)  // refused here
out:
  r0 = 2
  exit
