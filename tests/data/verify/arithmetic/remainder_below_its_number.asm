// SPDX-License-Identifier: Apache-2.0
// A remainder is no greater than the number that was divided, whose bound is the packet's.
// contract: linux/xdp
// expect: accept
  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  r2 = *(u32 *)(r1 + 12)
  r2 &= 255
  r3 = r6
  r3 += r2
  r3 += 1
  if r3 > r7 goto out
  r5 = r2
  r5 %= 16
  r6 += r5
  r0 = *(u8 *)(r6 + 0)
out:
  r0 = 2
  exit
