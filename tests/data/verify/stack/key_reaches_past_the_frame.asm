// SPDX-License-Identifier: Apache-2.0
// A key of eight bytes of which the frame holds four
// contract: windows/bind
// map: names hash 8 8 4
// expect: reject
// code: A502
// line: 12
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1  // refused here
  r0 = 1
  exit
