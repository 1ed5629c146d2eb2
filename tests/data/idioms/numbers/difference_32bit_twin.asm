// SPDX-License-Identifier: Apache-2.0
// What is compared is one more than what is subtracted from
// contract: linux/xdp
// map: entries array 4 4096 1
// expect: reject
// code: A501
// line: 27
// twin-of: difference_32bit.asm
// event: difference_32bit_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
  call 7
  r7 = r0
  w7 &= 4095
  call 7
  w0 &= 255
  w1 = w7
  w1 += 1
  if w1 < w0 goto out
  w7 -= w0
  r6 += r7
  *(u8 *)(r6 + 0) = 1  // refused here
out:
  r0 = 2
  exit
