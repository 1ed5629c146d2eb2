// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a 32-bit move with sign extension clears the high half
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 23
// twin-of: move_sign_extends_32_safe.asm
// event: move_sign_extends_32.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  w6 = (s8)w6
  r6 += 1
  if r6 s< 1 goto out
  r6 >>= 28
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
