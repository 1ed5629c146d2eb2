// SPDX-License-Identifier: Apache-2.0
// Argument registers do not survive a call
// contract: windows/bind
// expect: reject
// code: A401
// line: 8
  call 6
  r0 = r1  // refused here
  exit
