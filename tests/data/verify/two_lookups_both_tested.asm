// SPDX-License-Identifier: Apache-2.0
// Two entries are looked up, both are tested before one is read, with a merge in between
// contract: linux/xdp
// map: counts hash 4 8 16
// expect: accept
  r8 = *(u32 *)(r1 + 12)
  *(u32 *)(r10 - 4) = r8
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r6 = r0
  if r8 != 3 goto again
  r8 = 4
again:
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  if r6 == 0 goto out
  r1 = *(u64 *)(r6 + 0)
out:
  r0 = 2
  exit
