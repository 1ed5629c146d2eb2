// SPDX-License-Identifier: Apache-2.0
// A tail call needs a program array
// contract: windows/bind
// map: counts array 4 8 1
// expect: reject
// code: A705
// line: 10
  r2 = map[0]
  r3 = 0
  call 5  // refused here
  r0 = 1
  exit
