// SPDX-License-Identifier: Apache-2.0
// Nor may a program exchange them
// contract: linux/xdp
// map: next prog_array 4 4 4
// expect: reject
// code: A705
// line: 14
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r3 = r2
  r1 = map[0]
  r4 = 0
  call 2  // refused here
  r0 = 2
  exit
