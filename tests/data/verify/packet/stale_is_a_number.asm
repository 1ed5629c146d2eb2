// SPDX-License-Identifier: Apache-2.0
// Where pointers may be numbers, a pointer into a packet that moved is one, of which nothing is known
// contract: linux/sched_cls
// expect: accept
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  *(u64 *)(r10 - 8) = r7
  r1 = r6
  r2 = 64
  call 39
  r9 = r8
  r9 -= r7
  r3 = *(u64 *)(r10 - 8)
  r3 += r9
  *(u64 *)(r10 - 16) = r3
  if r7 > r8 goto out
  r7 = *(u32 *)(r6 + 76)
out:
  r0 = 0
  exit
