// SPDX-License-Identifier: Apache-2.0
// The sock_addr hooks bring a function of their own for get_socket_cookie.
// contract: windows/sock_addr_bind
// expect: accept
  call 26
  r0 = 1
  exit
