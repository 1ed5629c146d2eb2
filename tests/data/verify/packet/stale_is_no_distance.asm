// SPDX-License-Identifier: Apache-2.0
// What two pointers into a packet that moved were apart says nothing of the packet
// contract: linux/sched_cls
// expect: reject
// code: A501
// line: 20
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  r1 = r6
  r2 = 64
  call 39
  r9 = r8
  r9 -= r7
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  if r9 < 14 goto out
  if r9 > 99 goto out
  // Of the old packet, which had as many bytes.
  r2 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 0
  exit
