// SPDX-License-Identifier: Apache-2.0
// Null memory goes only with size zero
// contract: windows/bind
// expect: reject
// code: A702
// line: 12
  r1 = 0
  r2 = 8
  r3 = 0
  r4 = 0
  r5 = 0
  call 10  // refused here
  r0 = 1
  exit
