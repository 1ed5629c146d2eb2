// SPDX-License-Identifier: Apache-2.0
// Nor may a key
// contract: windows/bind
// map: kept hash 8 8 4
// expect: reject
// code: A603
// line: 12
  *(u64 *)(r10 - 8) = r1
  r2 = r10
  r2 += -8
  r1 = map[0]
  call 1  // refused here
  r0 = 1
  exit
