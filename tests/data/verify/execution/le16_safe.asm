// SPDX-License-Identifier: Apache-2.0
// A mask does the same in every way of execution.
// contract: windows/bind
// map: m array 4 65536 1
// expect: accept
  r2 = *(u64 *)(r1 + 16)
  r2 &= 0xffff
  r3 = map_value[0] + 0
  r3 += r2
  r0 = *(u8 *)(r3 + 0)
  r0 &= 1
  exit
