// SPDX-License-Identifier: Apache-2.0
// Its end is the end of the value
// contract: linux/xdp
// map: counts array 4 8 1
// expect: reject
// code: A501
// line: 9
  r1 = map_value[0] + 4
  r2 = *(u64 *)(r1 + 0)  // refused here
  r0 = 2
  exit
