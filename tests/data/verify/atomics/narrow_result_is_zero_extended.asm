// SPDX-License-Identifier: Apache-2.0
// A 32-bit exchange clears the upper half of its register
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r1 = -1
  w1 = xchg32_32(r10 - 8, w1)
  r1 >>= 32
  r2 = r10
  r2 += -8
  r2 += r1
  r0 = *(u64 *)(r2 + 0)
  r0 = 2
  exit
