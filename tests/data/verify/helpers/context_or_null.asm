// SPDX-License-Identifier: Apache-2.0
// The context on one path and null on the other: not for a helper that wants the context
// contract: linux/sched_cls
// expect: reject
// code: A701
// line: 13
  r6 = r1
  call 7
  if r0 == 0 goto keep
  r6 = 0
keep:
  r1 = r6
  call 46  // refused here
  r0 = 0
  exit
