// SPDX-License-Identifier: Apache-2.0
// Clearing the low three bits takes away at most 7
// contract: linux/xdp
// expect: accept
  call 7
  r1 = r0
  r1 &= -8
  r0 -= r1
  r2 = r10
  r2 += -8
  r2 += r0
  *(u8 *)(r2 + 0) = 1
  r0 = 2
  exit
