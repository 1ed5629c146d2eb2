// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 14: a branch chooses one of two maps, and either value is large enough
// contract: linux/xdp
// map: large array 4 16 1
// map: other array 4 16 1
// expect: accept
  r2 = *(u32 *)(r1 + 12)
  *(u32 *)(r10 - 4) = 0
  r1 = map[0]
  if w2 == 2 goto chosen
  r1 = map[1]
chosen:
  r2 = r10
  r2 += -4
  call 1
  if r0 == 0 goto out
  r0 = *(u8 *)(r0 + 12)
  r0 &= 1
out:
  exit
