// SPDX-License-Identifier: Apache-2.0
// A map kind that the contract does not know
// contract: windows/bind
// map: odd 99 4 8 1
// expect: reject
// code: A206
// line: 11
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]  // refused here
  call 1
  r0 = 1
  exit
