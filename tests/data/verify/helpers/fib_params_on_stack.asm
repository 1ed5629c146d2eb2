// SPDX-License-Identifier: Apache-2.0
// Nobody else writes the stack: what the helper reads again is what it wrote.
// contract: linux/sched_cls
// expect: accept
  r2 = r10
  r2 += -64
  r3 = r2
  r4 = 8
zero:
  *(u64 *)(r3 + 0) = 0
  r3 += 8
  r4 += -1
  if r4 != 0 goto zero
  r3 = 64
  r4 = 0
  call 69
  r0 = 0
  exit
