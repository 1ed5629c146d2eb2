// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 6: the test below zero lets -1 pass
// contract: linux/xdp
// map: entries array 4 32 1
// expect: reject
// code: A501
// line: 21
// twin-of: mixed_signs.asm
// event: mixed_signs_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  w2 = *(u32 *)(r0 + 0)
  if w2 s> 31 goto none
  if w2 s< -1 goto none
  r0 += r2
  r0 = *(u8 *)(r0 + 0)  // refused here
  r0 &= 1
  goto out
none:
  r0 = 0
out:
  exit
