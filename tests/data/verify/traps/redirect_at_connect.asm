// SPDX-License-Identifier: Apache-2.0
// A connection may be redirected
// contract: windows/sock_addr_connect
// expect: accept
  *(u32 *)(r1 + 24) = 0
  *(u16 *)(r1 + 40) = 80
  r0 = 1
  exit
