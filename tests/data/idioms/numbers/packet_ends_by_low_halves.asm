// SPDX-License-Identifier: Apache-2.0
// The low halves of a packet's begin and end are equal where it is empty
// contract: linux/xdp
// expect: accept
  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  if w6 == w7 goto out
  r3 = *(u8 *)(r6 + 0)
out:
  r0 = 2
  exit
