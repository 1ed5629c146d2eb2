// SPDX-License-Identifier: Apache-2.0
// Most helpers need it
// contract: linux/sched_cls
// expect: reject
// code: A701
// line: 8
  r1 = 0
  call 46  // refused here
  r0 = 0
  exit
