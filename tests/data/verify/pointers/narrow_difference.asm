// SPDX-License-Identifier: Apache-2.0
// The difference of the halves is what Linux allows
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  w3 -= w2
  r0 = 2
  exit
