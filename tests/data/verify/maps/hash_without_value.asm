// SPDX-License-Identifier: Apache-2.0
// A program may read and write values, so that a proof would rest on their size
// contract: linux/xdp
// map: h hash 4 0 1
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
