// SPDX-License-Identifier: Apache-2.0
// PREVAIL: 32-bit arithmetic leaves no pointer
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A601
// line: 17
// twin-of: narrow_sum_of_pointer_safe.asm
// event: narrow_sum_of_pointer.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  w9 += 0  // refused here
  r0 = *(u8 *)(r9 + 0)
out:
  r0 = 2
  exit
