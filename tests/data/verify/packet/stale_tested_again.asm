// SPDX-License-Identifier: Apache-2.0
// A test of a pointer into a packet that moved makes it no pointer again
// contract: linux/sched_cls
// expect: reject
// code: A509
// line: 18
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  *(u64 *)(r10 - 8) = r7
  r1 = r6
  r2 = 64
  call 39
  r8 = *(u32 *)(r6 + 80)
  r7 = *(u64 *)(r10 - 8)
  r2 = r7
  r2 += 1
  if r2 > r8 goto out
  r2 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 0
  exit
