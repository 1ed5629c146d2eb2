// SPDX-License-Identifier: Apache-2.0
// A step of four never meets the bound 42: the counter passes it and wraps, for ever
// contract: linux/xdp
// expect: reject
// code: A305
// line: 10
  r1 = 0
loop:
  r1 += 4
  if r1 != 42 goto loop  // refused here
  r0 = 2
  exit
