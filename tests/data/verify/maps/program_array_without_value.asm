// SPDX-License-Identifier: Apache-2.0
// Of a kind that has one size of values there is nothing for a loader to say
// contract: linux/xdp
// map: p prog_array 4 0 1
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
