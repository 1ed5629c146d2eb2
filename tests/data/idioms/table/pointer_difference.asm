// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 2: the 32-bit difference of two packet pointers is a number, and is masked before its use
// contract: linux/xdp
// map: table array 4 16 1
// expect: accept
  r6 = *(u32 *)(r1 + 4)
  r7 = *(u32 *)(r1 + 0)
  w6 -= w7
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  w6 &= 15
  r0 += r6
  r0 = *(u8 *)(r0 + 0)
  r0 &= 3
out:
  exit
