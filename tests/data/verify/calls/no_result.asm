// SPDX-License-Identifier: Apache-2.0
// A subprogram that sets no result
// contract: windows/bind
// expect: reject
// code: A401
// line: 8
  call inner
  r0 += 1  // refused here
  exit
inner:
  r1 = 0
  exit
