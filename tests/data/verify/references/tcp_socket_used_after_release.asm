// SPDX-License-Identifier: Apache-2.0
// A TCP socket is gone when the socket that it is was released
// contract: linux/sched_cls
// expect: reject
// code: A509
// line: 23
  r6 = r1
  *(u64 *)(r10 - 16) = 0
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -16
  r3 = 12
  r4 = 0
  r5 = 0
  call 84
  if r0 == 0 goto out
  r7 = r0
  r1 = r7
  call 96
  r8 = r0
  r1 = r7
  call 86
  if r8 == 0 goto out  // refused here
out:
  r0 = 0
  exit
