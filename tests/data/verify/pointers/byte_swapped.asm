// SPDX-License-Identifier: Apache-2.0
// A byte-swapped pointer is a number that tells the address
// contract: windows/bind
// expect: reject
// code: A601
// line: 7
  r1 = be64 r1  // refused here
  r0 = 1
  exit
