// SPDX-License-Identifier: Apache-2.0
// A loader makes the map although no run names it, and a platform looks at it
// contract: linux/xdp
// map: wide array 8 8 1
// expect: reject
// code: A708
// line: 10
  r0 = 2
  exit
  r1 = map[0]  // refused here
  r0 = 2
  exit
