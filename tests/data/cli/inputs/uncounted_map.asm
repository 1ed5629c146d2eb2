// SPDX-License-Identifier: Apache-2.0
// The loader says how many entries the map has
// contract: linux/xdp
// map: by_processor array 4 8 0
  r1 = map[0]
  r0 = 2
  exit
