// SPDX-License-Identifier: Apache-2.0
// get_socket_cookie has no function but at the sock_addr hooks.
// contract: windows/bind
// expect: reject
// code: A203
// line: 7
  call 26  // refused here
  r0 = 0
  exit
