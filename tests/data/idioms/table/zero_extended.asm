// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 6: a 32-bit load is cut to a limit by a comparison with the constant on the left
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
  *(u32 *)(r10 - 72) = r2
  r2 = *(u32 *)(r10 - 72)
  r1 = 128
  if r1 > r2 goto within
  r2 = 128
within:
  r0 += r2
  r0 = *(u8 *)(r0 + 0)
  r0 &= 1
out:
  exit
