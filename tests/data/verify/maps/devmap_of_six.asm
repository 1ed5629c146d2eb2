// SPDX-License-Identifier: Apache-2.0
// Four bytes or eight (dev_map_alloc_check)
// contract: linux/xdp
// map: d devmap 4 6 1
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
