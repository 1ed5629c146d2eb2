// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 3: a negative status says that a lookup found nothing, and the status is tested
// contract: linux/xdp
// map: entries hash 4 40 8
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  r8 = r0
  w9 = 0
  if r0 != 0 goto join
  w9 = -134
join:
  r0 = 2
  if w9 s< 0 goto out
  r1 = *(u8 *)(r8 + 32)
  if r1 != 0 goto out
  r0 = 1
out:
  exit
