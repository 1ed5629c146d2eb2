// SPDX-License-Identifier: Apache-2.0
// A negative low half is below 100 as a signed number only
// contract: linux/xdp
// map: entries array 4 4096 1
// expect: reject
// code: A501
// line: 22
// twin-of: shifted_back_by_less_unsigned.asm
// event: shifted_back_by_less_unsigned_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
  call 5
  if w0 s> 99 goto out
  r0 <<= 32
  r0 >>= 28
  r6 += r0
  *(u8 *)(r6 + 0) = 1  // refused here
out:
  r0 = 2
  exit
