// SPDX-License-Identifier: Apache-2.0
// The header declares this number, and no program type offers it.
// contract: windows/sock_addr_connect
// expect: reject
// code: A203
// line: 7
  call 65536  // refused here
  r0 = 1
  exit
