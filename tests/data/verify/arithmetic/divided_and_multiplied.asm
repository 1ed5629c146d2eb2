// SPDX-License-Identifier: Apache-2.0
// A quotient by ten, multiplied by ten, is at most 9 below
// contract: linux/xdp
// expect: accept
  call 7
  r1 = r0
  r1 /= 10
  r1 *= 10
  r0 -= r1
  r2 = r10
  r2 += -10
  r2 += r0
  *(u8 *)(r2 + 0) = 1
  r0 = 2
  exit
