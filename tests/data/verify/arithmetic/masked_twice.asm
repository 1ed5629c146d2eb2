// SPDX-License-Identifier: Apache-2.0
// The same mask of the same number is the same value: the first is tested, the second is used
// contract: linux/xdp
// expect: accept
  r6 = r1
  r2 = *(u32 *)(r6 + 12)
  r3 = r2
  r3 &= 255
  if r3 > 15 goto out
  r2 &= 255
  r4 = r10
  r4 += -16
  r4 += r2
  r1 = 0
  *(u8 *)(r4 + 0) = r1
out:
  r0 = 0
  exit
