// SPDX-License-Identifier: Apache-2.0
// What a register holds may be anything
// contract: linux/xdp
// expect: accept
  r1 = 7
  r2 = 64
  r1 <<= r2
  r2 = 0
  r1 /= r2
  r1 <<= 63
  w1 >>= 31
  r0 = 2
  exit
