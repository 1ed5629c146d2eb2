// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 11: the stack is read at an offset that only its mask bounds
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r0 = 2
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  *(u64 *)(r10 - 16) = 0
  *(u64 *)(r10 - 8) = 0
  r5 = *(u8 *)(r2 + 0)
  r5 &= 15
  r4 = r10
  r4 += r5
  r0 = *(u8 *)(r4 - 16)
out:
  exit
