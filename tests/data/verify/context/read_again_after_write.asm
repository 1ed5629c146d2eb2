// SPDX-License-Identifier: Apache-2.0
// A field that was written is a new unknown number
// contract: windows/bind
// expect: reject
// code: A901
// line: 9
  *(u32 *)(r1 + 24) = 1
  r0 = *(u32 *)(r1 + 24)
  exit  // refused here
