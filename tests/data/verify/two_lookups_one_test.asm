// SPDX-License-Identifier: Apache-2.0
// Two entries are looked up, one is tested, the other is read: each result is null on its own
// contract: linux/xdp
// map: counts hash 4 8 16
// expect: reject
// code: A504
// line: 20
  r8 = *(u32 *)(r1 + 12)
  *(u32 *)(r10 - 4) = r8
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r6 = r0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u64 *)(r6 + 0)  // refused here
out:
  r0 = 2
  exit
