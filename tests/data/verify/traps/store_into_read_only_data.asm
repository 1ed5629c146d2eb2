// SPDX-License-Identifier: Apache-2.0
// A store into read-only data
// contract: windows/bind
// rodata: limits 01000000
// expect: reject
// code: A506
// line: 9
  r2 = map_value[0]
  *(u32 *)(r2 + 0) = 1  // refused here
  r0 = 1
  exit
