// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a left shift by zero
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 23
// twin-of: shift_by_zero_safe.asm
// event: shift_by_zero.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = *(u64 *)(r9 + 8)
  r7 &= 64
  if r6 > 16 goto out
  r6 <<= r7
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
