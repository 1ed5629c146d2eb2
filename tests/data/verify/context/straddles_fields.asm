// SPDX-License-Identifier: Apache-2.0
// A load may not span two fields
// contract: windows/bind
// expect: reject
// code: A507
// line: 7
  r2 = *(u64 *)(r1 + 40)  // refused here
  r0 = 1
  exit
