// SPDX-License-Identifier: Apache-2.0
// A result of the program's own behind a tail call that failed
// contract: linux/xdp
// map: next prog_array 4 4 1
// expect: accept
  r2 = map[0]
  r3 = 0
  call 12
  r0 = 2
  exit
