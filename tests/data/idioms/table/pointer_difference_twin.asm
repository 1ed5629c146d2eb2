// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 2: the mask of the difference has one bit more than the table has entries for
// contract: linux/xdp
// map: table array 4 16 1
// expect: reject
// code: A501
// line: 22
// twin-of: pointer_difference.asm
// event: pointer_difference_twin.event.json
  r6 = *(u32 *)(r1 + 4)
  r7 = *(u32 *)(r1 + 0)
  w6 -= w7
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  w6 &= 31
  r0 += r6
  r0 = *(u8 *)(r0 + 0)  // refused here
  r0 &= 3
out:
  exit
