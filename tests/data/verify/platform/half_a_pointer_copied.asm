// SPDX-License-Identifier: Apache-2.0
// Its copy of 32 bits is a number, which may be stored
// contract: linux/xdp
// expect: accept
  w2 = w1
  *(u32 *)(r10 - 8) = r2
  r0 = 2
  exit
