// SPDX-License-Identifier: Apache-2.0
// A helper of another hook
// contract: windows/bind
// expect: reject
// code: A203
// line: 10
  r2 = r10
  r2 += -8
  r3 = 8
  call 65536  // refused here
  r0 = 1
  exit
