// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 5: a bit that was set makes a branch of a 32-bit comparison dead
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  r6 = *(u64 *)(r0 + 0)
  r6 |= 8
  if w6 < 8 goto dead
  r0 = *(u8 *)(r0 + 15)
  r0 &= 1
  goto out
dead:
  r0 = *(u8 *)(r0 + 16)
out:
  exit
