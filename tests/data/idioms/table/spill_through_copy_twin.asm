// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 13: the slot beside the stored pointer is read back, which holds a number
// contract: linux/xdp
// map: entries array 4 8 1
// expect: reject
// code: A505
// line: 23
// twin-of: spill_through_copy.asm
// event: spill_through_copy_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  r1 = r10
  r1 += -184
  r2 = 1
  *(u64 *)(r1 + 8) = r2
  *(u64 *)(r1 + 0) = r0
  r3 = *(u64 *)(r1 + 8)
  r0 = *(u8 *)(r3 + 0)  // refused here
  r0 &= 1
out:
  exit
