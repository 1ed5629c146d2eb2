// SPDX-License-Identifier: Apache-2.0
// Of an array of several elements none is meant
// contract: linux/xdp
// map: counts array 4 8 2
// expect: reject
// code: A705
// line: 8
  r1 = map_value[0]  // refused here
  r0 = 2
  exit
