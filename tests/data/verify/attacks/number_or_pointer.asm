// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a register that is a number on one path and a pointer on the other
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A505
// line: 22
// twin-of: number_or_pointer_safe.asm
// event: number_or_pointer.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = 8
  if r6 == 0 goto join
  r7 = r9
join:
  r0 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 2
  exit
