// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a branch that looks dead because a meet was broken: a near miss that is safe
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = 0xffffffff ll
  if r6 < r7 goto out
  r7 = 0x100000000 ll
  if r6 > r7 goto out
  if w6 == 1 goto alive
  goto out
alive:
  r0 = *(u8 *)(r9 + 16)
out:
  r0 = 2
  exit
