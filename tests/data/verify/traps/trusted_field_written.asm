// SPDX-License-Identifier: Apache-2.0
// A field that later helpers trust is not written
// contract: windows/sock_addr_connect_authorization
// expect: reject
// code: A506
// line: 7
  *(u32 *)(r1 + 24) = 0  // refused here
  r0 = 1
  exit
