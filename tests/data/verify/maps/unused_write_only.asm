// SPDX-License-Identifier: Apache-2.0
// A map that programs may not read is refused where it is named, though nobody reads it
// contract: linux/xdp
// map: sink array 4 8 1 256
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
