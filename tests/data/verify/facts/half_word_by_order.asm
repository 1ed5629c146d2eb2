// SPDX-License-Identifier: Apache-2.0
// A conversion of 16 bits leaves no other bits on Linux.
// contract: linux/xdp
// map: m array 4 65536 1
// expect: accept
  r2 = *(u32 *)(r1 + 12)
  r2 = le16 r2
  r3 = map_value[0] + 0
  r3 += r2
  r0 = *(u8 *)(r3 + 0)
  r0 &= 1
  exit
