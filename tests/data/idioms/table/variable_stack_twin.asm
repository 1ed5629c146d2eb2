// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 11: the mask lets the offset leave the frame
// contract: linux/xdp
// expect: reject
// code: A502
// line: 21
// twin-of: variable_stack.asm
// event: variable_stack_twin.event.json
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r0 = 2
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  *(u64 *)(r10 - 16) = 0
  *(u64 *)(r10 - 8) = 0
  r5 = *(u8 *)(r2 + 0)
  r5 &= 31
  r4 = r10
  r4 += r5
  r0 = *(u8 *)(r4 - 16)  // refused here
out:
  exit
