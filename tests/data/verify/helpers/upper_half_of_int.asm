// SPDX-License-Identifier: Apache-2.0
// The upper half of an int's register may hold anything: a shift by 32 tells nothing.
// contract: windows/bind
// map: q queue 0 8 4
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 17
  *(u64 *)(r10 - 8) = 0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18
  r0 >>= 32
  r1 = map_value[1] + 0
  r1 += r0
  r0 = *(u8 *)(r1 + 0)  // refused here
  r0 &= 1
  exit
