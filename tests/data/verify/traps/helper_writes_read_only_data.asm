// SPDX-License-Identifier: Apache-2.0
// A helper that writes into read-only data
// contract: windows/bind
// rodata: limits 01000000
// expect: reject
// code: A506
// line: 11
  r1 = map_value[0]
  r2 = 4
  r3 = 0
  call 24  // refused here
  r0 = 1
  exit
