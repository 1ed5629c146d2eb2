// SPDX-License-Identifier: Apache-2.0
// A buffer is written as far as the size says, of whose low half only the most is known
// contract: unspec
// map: sizes array 4 8 1
// expect: reject
// code: A402
// line: 16
  r1 = map_value[0]
  r2 = *(u64 *)(r1 + 0)
  r3 = 0xffffffff0000000f ll
  r2 &= r3
  r2 |= 1
  r1 = r10
  r1 += -16
  call 16
  r1 = *(u64 *)(r10 - 16)  // refused here
  r0 = 0
  exit
