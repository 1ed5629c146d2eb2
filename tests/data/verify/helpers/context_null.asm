// SPDX-License-Identifier: Apache-2.0
// A helper that takes no context where there is none
// contract: linux/sched_cls
// expect: accept
  r1 = 0
  call 122
  r0 = 0
  exit
