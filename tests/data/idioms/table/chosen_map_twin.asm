// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 14: the values of one of the two maps are too small
// contract: linux/xdp
// map: large array 4 16 1
// map: other array 4 12 1
// expect: reject
// code: A501
// line: 21
// twin-of: chosen_map.asm
// event: chosen_map_twin.event.json
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
  r0 = *(u8 *)(r0 + 12)  // refused here
  r0 &= 1
out:
  exit
