// SPDX-License-Identifier: Apache-2.0
// What memset gives back is an address, which no hook may be told.
// contract: windows/process
// expect: reject
// code: A604
// line: 12
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  call 24
  exit  // refused here
