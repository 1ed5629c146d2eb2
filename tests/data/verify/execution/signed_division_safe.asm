// SPDX-License-Identifier: Apache-2.0
// Other constants, 32 bits and unsigned numbers lose nothing.
// contract: windows/sock_addr_connect
// expect: accept
  r2 = *(u64 *)(r1 + 56)
  r3 = 7
  r3 s/= -2
  r3 s%= 10
  w3 s/= w2
  w3 s%= -1
  r3 /= r2
  r3 %= -1
  call 19
  r0 = 1
  exit
