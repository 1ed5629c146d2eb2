// SPDX-License-Identifier: Apache-2.0
// A helper that this program type does not offer
// contract: linux/socket_filter
// expect: reject
// code: A203
// line: 8
  r2 = 64
  call 39  // refused here
  r0 = 0
  exit
