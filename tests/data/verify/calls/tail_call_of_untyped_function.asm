// SPDX-License-Identifier: Apache-2.0
// Without a type, as in a package (check_abnormal_return)
// contract: linux/xdp
// map: next prog_array 4 4 1
// expect: reject
// code: A212
// line: 14
  call leaves
  r0 = 2
  exit
leaves:
  r2 = map[0]
  r3 = 0
  call 12  // refused here
  r0 = 0
  exit
