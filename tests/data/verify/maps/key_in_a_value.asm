// SPDX-License-Identifier: Apache-2.0
// A key that lies in a value, where others may change it, finds some element of an array or none
// contract: linux/xdp
// map: keys array 4 8 1
// map: m array 4 8 1
// expect: accept
  r2 = map_value[0]
  r1 = map[1]
  r3 = map_value[0]
  r4 = 0
  call 2
  r0 = 2
  exit
