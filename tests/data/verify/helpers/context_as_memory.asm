// SPDX-License-Identifier: Apache-2.0
// The context is no memory that a helper may copy
// contract: windows/bind
// expect: reject
// code: A701
// line: 12
  r3 = r1
  r4 = 8
  r1 = r10
  r1 += -8
  r2 = 8
  call 22  // refused here
  r0 = 1
  exit
