// SPDX-License-Identifier: Apache-2.0
// Windows contracts let no address become a number
// contract: windows/xdp
// rodata: parameters 6400000032000000
// expect: reject
// code: A601
// line: 9
  r2 = map_value[0] + 4
  r2 <<= 32  // refused here
  r0 = 1
  exit
