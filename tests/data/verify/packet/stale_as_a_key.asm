// SPDX-License-Identifier: Apache-2.0
// A helper gets no pointer into a packet that moved
// contract: linux/sched_cls
// map: seen hash 4 8 16
// expect: reject
// code: A509
// line: 18
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  r2 = 64
  r1 = r6
  call 39
  r2 = r7
  r2 += 4
  r1 = map[0]
  r3 = r2
  call 1  // refused here
  r0 = 0
  exit
