// SPDX-License-Identifier: Apache-2.0
// A 16-byte load may not write the frame pointer either
// contract: windows/bind
// expect: reject
// code: A403
// line: 7
  r10 = 5 ll  // refused here
  r0 = 1
  exit
