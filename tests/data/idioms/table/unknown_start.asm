// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 12: a loop begins at an unknown index and ends by equality
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r0 = 2
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  r1 = *(u8 *)(r2 + 0)
  r1 &= 31
next:
  r2 = r10
  r2 += r1
  *(u8 *)(r2 - 40) = 0
  r1 += 1
  if r1 != 40 goto next
out:
  exit
