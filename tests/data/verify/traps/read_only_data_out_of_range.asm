// SPDX-License-Identifier: Apache-2.0
// And nothing better
// contract: windows/xdp
// rodata: limits 04000000
// expect: reject
// code: A901
// line: 10
  r2 = map_value[0]
  r0 = *(u32 *)(r2 + 0)
  exit  // refused here
