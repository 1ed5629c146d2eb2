// SPDX-License-Identifier: Apache-2.0
// Linux keeps what helpers need over a signed division.
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 12)
  r2 <<= 32
  r2 s>>= 32
  r3 = 7
  r3 s/= r2
  r3 s%= -1
  r0 = 2
  exit
