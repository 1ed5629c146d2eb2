// SPDX-License-Identifier: Apache-2.0
// The keys of an array of maps are four bytes wide: the look-up reads as many
// contract: linux/xdp
// map: outer array_of_maps 1 4 4
// expect: reject
// code: A708
// line: 11
  *(u8 *)(r10 - 1) = 0
  r2 = r10
  r2 += -1
  r1 = map[0]  // refused here
  call 1
  r0 = 1
  exit
