// SPDX-License-Identifier: Apache-2.0
// The negative of a pointer is a number that tells the address
// contract: windows/bind
// expect: reject
// code: A601
// line: 7
  r1 = -r1  // refused here
  r0 = 1
  exit
