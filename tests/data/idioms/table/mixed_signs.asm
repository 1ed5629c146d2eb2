// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 6: a signed test above and a signed test below give an unsigned range
// contract: linux/xdp
// map: entries array 4 32 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  w2 = *(u32 *)(r0 + 0)
  if w2 s> 31 goto none
  if w2 s< 0 goto none
  r0 += r2
  r0 = *(u8 *)(r0 + 0)
  r0 &= 1
  goto out
none:
  r0 = 0
out:
  exit
