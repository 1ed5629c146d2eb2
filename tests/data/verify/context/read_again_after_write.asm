// SPDX-License-Identifier: Apache-2.0
// A field that was written is a new unknown number
// contract: windows/bind
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 12
  *(u32 *)(r1 + 24) = 1
  r0 = *(u32 *)(r1 + 24)
  r2 = map_value[0]
  r2 += r0
  r0 = *(u8 *)(r2 + 0)  // refused here
  exit
