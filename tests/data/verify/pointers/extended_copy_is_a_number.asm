// SPDX-License-Identifier: Apache-2.0
// Part of an address, copied with its sign, is a number of each width.
// contract: linux/xdp
// expect: accept
  r2 = r10
  r3 = (s8)r2
  r4 = (s16)r2
  r5 = (s32)r2
  w3 = (s8)w2
  w4 = (s16)w2
  r3 += r4
  r3 += r5
  r0 = 2
  exit
