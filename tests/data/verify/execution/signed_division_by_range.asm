// SPDX-License-Identifier: Apache-2.0
// What the divisor may be holds no -1: it has 32 bits without a sign, or is even.
// contract: windows/sock_addr_connect
// expect: accept
  r2 = *(u32 *)(r1 + 48)
  r4 = r2
  r3 = 7
  r3 s%= r2
  r4 |= -4
  r4 &= -2
  r3 s/= r4
  call 19
  r0 = 1
  exit
