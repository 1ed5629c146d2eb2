// SPDX-License-Identifier: Apache-2.0
// Half of a pointer is a number that tells part of the address
// contract: windows/bind
// expect: reject
// code: A507
// line: 7
  r2 = *(u32 *)(r1 + 0)  // refused here
  r0 = 1
  exit
