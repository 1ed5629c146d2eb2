// SPDX-License-Identifier: Apache-2.0
// A map value may not hold a pointer that lies on the stack
// contract: windows/bind
// map: kept hash 4 8 4
// expect: reject
// code: A603
// line: 16
  *(u64 *)(r10 - 8) = r1
  *(u32 *)(r10 - 12) = 0
  r3 = r10
  r3 += -8
  r2 = r10
  r2 += -12
  r1 = map[0]
  r4 = 0
  call 2  // refused here
  r0 = 1
  exit
