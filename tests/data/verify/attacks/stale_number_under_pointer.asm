// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a number that was known before the register became a pointer
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 24
// twin-of: stale_number_under_pointer_safe.asm
// event: stale_number_under_pointer.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = 0
  if r6 == 0 goto join
  r7 = r9
join:
  r7 += 16
  if r6 == 0 goto out
  r0 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 2
  exit
