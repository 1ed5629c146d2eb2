// SPDX-License-Identifier: Apache-2.0
// The packet may be written to.
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 4
  if r4 > r3 goto out
  *(u8 *)(r2 + 1) = 7
out:
  r0 = 2
  exit
