// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 9: the check is on x - 1 in 32 bits, the use is x
// contract: linux/xdp
// map: entries array 4 129 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  r2 = *(u32 *)(r0 + 0)
  r1 = r2
  r1 += -1
  r1 <<= 32
  r1 >>= 32
  if r1 > 127 goto none
  r0 += r2
  r0 = *(u8 *)(r0 + 0)
  r0 &= 1
  goto out
none:
  r0 = 0
out:
  exit
