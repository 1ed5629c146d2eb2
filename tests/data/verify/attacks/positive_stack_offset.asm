// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a stack offset that may reach above the frame
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A502
// line: 22
// twin-of: positive_stack_offset_safe.asm
// event: positive_stack_offset.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  if r6 > 9 goto out
  r2 = r10
  r2 += -16
  r2 += r6
  *(u8 *)(r2 + 7) = 0  // refused here
out:
  r0 = 2
  exit
