// SPDX-License-Identifier: Apache-2.0
// The socket is released through the TCP socket that it is
// contract: linux/sched_cls
// expect: accept
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
  if r0 == 0 goto other
  r1 = r0
  call 86
  goto out
other:
  r1 = r7
  call 86
out:
  r0 = 0
  exit
