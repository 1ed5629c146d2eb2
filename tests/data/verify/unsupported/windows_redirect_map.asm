// SPDX-License-Identifier: Apache-2.0
// redirect_map has no function in this version.
// contract: windows/xdp
// map: x xskmap 4 4 1
// expect: reject
// code: A203
// line: 11
  r1 = map[0]
  r2 = 0
  r3 = 0
  call 35  // refused here
  r0 = 1
  exit
