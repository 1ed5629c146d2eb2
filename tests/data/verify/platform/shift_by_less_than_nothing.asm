// SPDX-License-Identifier: Apache-2.0
// Linux takes no such constant (check_alu_op), though RFC 9669 gives it a result
// contract: linux/xdp
// expect: reject
// code: A212
// line: 8
  r1 = 7
  r1 s>>= -1  // refused here
  r0 = 2
  exit
