// SPDX-License-Identifier: Apache-2.0
// A function that returns a number
// contract: linux/xdp
// map: next prog_array 4 4 1
// returns_number: leaves
// expect: accept
  call leaves
  r0 = 2
  exit
leaves:
  r2 = map[0]
  r3 = 0
  call 12
  r0 = 0
  exit
