// SPDX-License-Identifier: Apache-2.0
// A queue takes no keys
// contract: windows/bind
// map: waiting queue 4 8 4
// expect: reject
// code: A708
// line: 9
  *(u64 *)(r10 - 8) = 0
  r1 = map[0]  // refused here
  r2 = r10
  r2 += -8
  r3 = 0
  call 16
  r0 = 1
  exit
