// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 12: the unknown index may begin behind the one that ends the loop
// contract: linux/xdp
// expect: reject
// code: A502
// line: 20
// twin-of: unknown_start.asm
// event: unknown_start_twin.event.json
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r0 = 2
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  r1 = *(u8 *)(r2 + 0)
  r1 &= 63
next:
  r2 = r10
  r2 += r1
  *(u8 *)(r2 - 40) = 0  // refused here
  r1 += 1
  if r1 != 40 goto next
out:
  exit
