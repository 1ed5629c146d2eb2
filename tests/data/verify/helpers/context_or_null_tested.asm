// SPDX-License-Identifier: Apache-2.0
// The context on one path and null on the other: tested, it is the context
// contract: linux/sched_cls
// expect: accept
  r6 = r1
  call 7
  if r0 == 0 goto keep
  r6 = 0
keep:
  r1 = r6
  if r1 == 0 goto out
  call 46
out:
  r0 = 0
  exit
