// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 7: the stack address lies too near to the end of the frame
// contract: linux/xdp
// map: entries hash 4 16 8
// expect: reject
// code: A502
// line: 26
// twin-of: stack_or_map.asm
// event: stack_or_map_twin.event.json
  r6 = 0
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  r8 = r0
  if r0 != 0 goto join
  *(u64 *)(r10 - 64) = r6
  *(u64 *)(r10 - 56) = r6
  *(u64 *)(r10 - 8) = r6
  r8 = r10
  r8 += -12
join:
  r0 = 2
  r1 = *(u32 *)(r8 + 12)  // refused here
  if r1 != 0 goto out
  r0 = 1
out:
  exit
