// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a stack offset that may be too negative
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A502
// line: 22
// twin-of: negative_stack_offset_safe.asm
// event: negative_stack_offset.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  if r6 > 504 goto out
  r2 = r10
  r2 += -513
  r2 += r6
  *(u8 *)(r2 + 0) = 0  // refused here
out:
  r0 = 2
  exit
