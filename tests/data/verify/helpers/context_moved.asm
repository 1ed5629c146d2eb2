// SPDX-License-Identifier: Apache-2.0
// A helper takes the context unchanged
// contract: windows/bind
// expect: reject
// code: A511
// line: 8
  r1 += 8
  call 21  // refused here
  r0 = 1
  exit
