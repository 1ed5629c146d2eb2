// SPDX-License-Identifier: Apache-2.0
// What a 32-bit exchange brings back has no upper half on Linux.
// contract: linux/xdp
// map: m array 4 8 1
// expect: accept
  w1 = 0x80000000
  *(u32 *)(r10 - 4) = w1
  w2 = 0
  w2 = xchg32_32(r10 - 4, w2)
  r2 >>= 31
  r3 = map_value[0] + 0
  r3 += r2
  r0 = *(u8 *)(r3 + 0)
  r0 &= 1
  exit
