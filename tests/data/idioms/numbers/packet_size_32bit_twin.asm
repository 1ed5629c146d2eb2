// SPDX-License-Identifier: Apache-2.0
// Every size is at least 0
// contract: linux/xdp
// expect: reject
// code: A501
// line: 13
// twin-of: packet_size_32bit.asm
// event: packet_size_32bit_twin.event.json
  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  w7 -= w6
  if w7 s< 0 goto out
  r3 = *(u8 *)(r6 + 0)  // refused here
out:
  r0 = 2
  exit
