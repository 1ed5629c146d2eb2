// SPDX-License-Identifier: Apache-2.0
// A helper that calls back
// contract: linux/xdp
// expect: reject
// code: A207
// line: 11
  r1 = 4
  r2 = function body
  r3 = 0
  r4 = 0
  call 181  // refused here
  r0 = 2
  exit
body:
  r0 = 0
  exit
