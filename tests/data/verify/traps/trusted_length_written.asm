// SPDX-License-Identifier: Apache-2.0
// Nor is the length that goes with a writable address
// contract: windows/bind
// expect: reject
// code: A506
// line: 7
  *(u8 *)(r1 + 40) = 200  // refused here
  r0 = 2
  exit
