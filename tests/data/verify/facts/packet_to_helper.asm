// SPDX-License-Identifier: Apache-2.0
// A helper that takes memory takes the packet's, too.
// contract: linux/xdp
// map: m hash 4 8 16
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 4
  if r4 > r3 goto out
  r1 = map[0]
  call 1
out:
  r0 = 2
  exit
