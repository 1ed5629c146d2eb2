// SPDX-License-Identifier: Apache-2.0
// The value of an array of one element
// contract: linux/xdp
// map: counts array 4 8 1
// expect: accept
  r1 = map_value[0]
  r2 = *(u64 *)(r1 + 0)
  *(u64 *)(r1 + 0) = r2
  r0 = 2
  exit
