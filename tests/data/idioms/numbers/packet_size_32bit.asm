// SPDX-License-Identifier: Apache-2.0
// The size of a packet as a 32-bit difference
// contract: linux/xdp
// expect: accept
  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  w7 -= w6
  if w7 < 1 goto out
  r3 = *(u8 *)(r6 + 0)
out:
  r0 = 2
  exit
