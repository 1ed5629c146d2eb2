// SPDX-License-Identifier: Apache-2.0
// Another mask of the same number is another value
// contract: linux/xdp
// expect: reject
// code: A502
// line: 17
  r6 = r1
  r2 = *(u32 *)(r6 + 12)
  r3 = r2
  r3 &= 255
  if r3 > 15 goto out
  r2 &= 511
  r4 = r10
  r4 += -16
  r4 += r2
  r1 = 0
  *(u8 *)(r4 + 0) = r1  // refused here
out:
  r0 = 0
  exit
