// SPDX-License-Identifier: Apache-2.0
// The maps that a map of maps holds must be defined
// contract: windows/bind
// map: outer array_of_maps 4 4 4
// expect: reject
// code: A706
// line: 12
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1  // refused here
  r0 = 1
  exit
