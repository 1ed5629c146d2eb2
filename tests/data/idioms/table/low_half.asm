// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 10: the check is on the low half, the whole goes to a helper that takes a 32-bit size
// contract: linux/xdp
// map: entries array 4 8 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  r6 = *(u64 *)(r0 + 0)
  r1 = r6
  r1 <<= 32
  r1 >>= 32
  r0 = 0
  if r1 > 128 goto out
  r1 = r10
  r1 += -128
  r2 = r6
  r3 = 0
  call 113
  r0 = 2
out:
  exit
