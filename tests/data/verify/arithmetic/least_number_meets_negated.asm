// SPDX-License-Identifier: Apache-2.0
// On one path the least signed number, on the other the negative of any: it is one of these
// contract: linux/xdp
// map: entries array 4 64 1
// expect: accept
  r7 = *(u32 *)(r1 + 12)
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u64 *)(r0 + 0)
  r6 = 1
  r6 <<= 63
  if r7 == 3 goto merge
  r6 = 0
  r6 -= r1
merge:
  r1 = 0
  r7 = 0
  r6 &= 1
  r0 = r6
  exit
out:
  r0 = 2
  exit
