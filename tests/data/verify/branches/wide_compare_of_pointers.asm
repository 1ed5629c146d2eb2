// SPDX-License-Identifier: Apache-2.0
// The 64-bit comparison bounds the access
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  r5 = *(u8 *)(r2 + 0)
out:
  r0 = 2
  exit
