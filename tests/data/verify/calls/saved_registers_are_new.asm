// SPDX-License-Identifier: Apache-2.0
// A subprogram does not see its caller's r6
// contract: windows/bind
// expect: reject
// code: A401
// line: 12
  r6 = 1
  call inner
  r0 = r6
  exit
inner:
  r0 = r6  // refused here
  exit
