// SPDX-License-Identifier: Apache-2.0
// A table that is read at an unknown index gives the worst of its elements
// contract: windows/xdp
// rodata: limits 01000000010000000900000003000000
// expect: reject
// code: A901
// line: 14
  r3 = *(u64 *)(r1 + 16)
  r3 &= 3
  r3 <<= 2
  r2 = map_value[0]
  r2 += r3
  r0 = *(u32 *)(r2 + 0)
  exit  // refused here
