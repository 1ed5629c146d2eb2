// SPDX-License-Identifier: Apache-2.0
// The remainder of a division by the constant -1 takes the same code.
// contract: windows/sock_addr_connect
// expect: reject
// code: A205
// line: 8
  r3 = *(u32 *)(r1 + 48)
  r3 s%= -1  // refused here
  call 19
  r0 = 1
  exit
