// SPDX-License-Identifier: Apache-2.0
// The low half of a pointer is a number that tells part of the address
// contract: windows/bind
// expect: reject
// code: A601
// line: 7
  w2 = w1  // refused here
  r0 = 1
  exit
