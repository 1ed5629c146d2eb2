// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 11: stack bytes are read that nobody wrote, which Linux allows
// contract: linux/xdp
// expect: accept
  *(u32 *)(r10 - 8) = 7
  r1 = *(u64 *)(r10 - 8)
  r1 &= 1
  r0 = 2
  r0 -= r1
  exit
