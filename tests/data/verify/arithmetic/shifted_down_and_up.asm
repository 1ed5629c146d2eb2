// SPDX-License-Identifier: Apache-2.0
// A shift down and up again takes away at most 7
// contract: linux/xdp
// expect: accept
  call 7
  r1 = r0
  r1 >>= 3
  r1 <<= 3
  r0 -= r1
  r2 = r10
  r2 += -8
  r2 += r0
  *(u8 *)(r2 + 0) = 1
  r0 = 2
  exit
