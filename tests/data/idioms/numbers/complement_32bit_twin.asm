// SPDX-License-Identifier: Apache-2.0
// x + ~y of two equal numbers is 2^32 - 1
// contract: linux/xdp
// map: entries array 4 4096 1
// expect: reject
// code: A501
// line: 26
// twin-of: complement_32bit.asm
// event: complement_32bit_twin.event.json
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
  if w7 < w0 goto out
  w0 ^= -1
  w7 += w0
  r6 += r7
  *(u8 *)(r6 + 0) = 1  // refused here
out:
  r0 = 2
  exit
