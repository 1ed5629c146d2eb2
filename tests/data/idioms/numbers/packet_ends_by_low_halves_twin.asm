// SPDX-License-Identifier: Apache-2.0
// The low halves of the ends say which is empty, and the test leaves the other
// contract: linux/xdp
// expect: reject
// code: A501
// line: 12
// twin-of: packet_ends_by_low_halves.asm
// event: packet_ends_by_low_halves_twin.event.json
  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  if w6 != w7 goto out
  r3 = *(u8 *)(r6 + 0)  // refused here
out:
  r0 = 2
  exit
