// SPDX-License-Identifier: Apache-2.0
// A map that programs may not read
// contract: linux/xdp
// map: sink array 4 8 1 256
// expect: reject
// code: A708
// line: 11
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]  // refused here
  call 1
  r0 = 2
  exit
