// SPDX-License-Identifier: Apache-2.0
// A packet in one piece is as long as one allocation, which is more than eight segments
// contract: linux/sched_cls
// expect: reject
// code: A503
// line: 14
  r2 = *(u32 *)(r1 + 76)
  r3 = *(u32 *)(r1 + 80)
  r3 -= r2
  if r3 > 589815 goto large
  r0 = 1
  exit
large:
  r0 = *(u64 *)(r1 + 1000) // refused here
  exit
