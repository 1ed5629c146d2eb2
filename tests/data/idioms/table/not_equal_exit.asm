// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 12: a loop over the stack ends when its index equals the size
// contract: linux/xdp
// expect: accept
  r1 = 0
next:
  r2 = r10
  r2 += r1
  *(u8 *)(r2 - 40) = 0
  r1 += 1
  if r1 != 40 goto next
  r0 = 2
  exit
