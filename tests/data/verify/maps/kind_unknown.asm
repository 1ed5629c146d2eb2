// SPDX-License-Identifier: Apache-2.0
// A map kind that the contract does not know
// contract: windows/bind
// map: odd 99 4 8 1
// expect: reject
// code: A206
// line: 12
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1  // refused here
  r0 = 1
  exit
