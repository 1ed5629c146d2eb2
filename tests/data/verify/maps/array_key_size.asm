// SPDX-License-Identifier: Apache-2.0
// The keys of an array are four bytes wide
// contract: windows/bind
// map: counts array 8 8 1
// expect: reject
// code: A708
// line: 11
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  r1 = map[0]  // refused here
  call 1
  r0 = 1
  exit
