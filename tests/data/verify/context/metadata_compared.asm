// SPDX-License-Identifier: Apache-2.0
// Compared with it, metadata is read
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r5 = *(u32 *)(r1 + 8)
  r4 = r5
  r4 += 4
  if r4 > r2 goto out
  r0 = *(u32 *)(r5 + 0)
out:
  r0 = 2
  exit
