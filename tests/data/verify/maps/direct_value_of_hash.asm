// SPDX-License-Identifier: Apache-2.0
// Only an array's value has an address of its own
// contract: linux/xdp
// map: names hash 4 8 1
// expect: reject
// code: A705
// line: 8
  r1 = map_value[0]  // refused here
  r0 = 2
  exit
