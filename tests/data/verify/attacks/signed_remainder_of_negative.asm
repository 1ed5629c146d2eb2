// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a signed remainder has the sign of the dividend
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 20
// twin-of: signed_remainder_of_negative_safe.asm
// event: signed_remainder_of_negative.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r6 s%= 16
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
