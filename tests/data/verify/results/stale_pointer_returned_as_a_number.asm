// SPDX-License-Identifier: Apache-2.0
// Where pointers may be numbers and results, what is left of a dead pointer is any result
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r6 = r2
  r2 = 14
  call 44
  r0 = r6
  exit
