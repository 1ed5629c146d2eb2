// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 1: the check behind the flag grants one byte less than is read
// contract: linux/xdp
// expect: reject
// code: A501
// line: 21
// twin-of: flag.asm
// event: flag_twin.event.json
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 17
  if r4 > r3 goto short
  w6 = 0
  goto join
short:
  w6 = -22
join:
  r0 = 2
  if w6 != 0 goto out
  w1 = *(u32 *)(r2 + 14)  // refused here
  if w1 != 0 goto out
  r0 = 1
out:
  exit
