// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 6: the limit is as large as the table, and one more than its last index
// contract: linux/xdp
// map: entries array 4 128 1
// expect: reject
// code: A501
// line: 25
// twin-of: zero_extended.asm
// event: zero_extended_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  r2 = *(u32 *)(r0 + 0)
  *(u32 *)(r10 - 72) = r2
  r2 = *(u32 *)(r10 - 72)
  r1 = 128
  if r1 > r2 goto within
  r2 = 128
within:
  r0 += r2
  r0 = *(u8 *)(r0 + 0)  // refused here
  r0 &= 1
out:
  exit
