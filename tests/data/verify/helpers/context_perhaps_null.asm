// SPDX-License-Identifier: Apache-2.0
// Not a number that may be another than null
// contract: linux/sched_cls
// expect: reject
// code: A701
// line: 9
  r1 = *(u32 *)(r1 + 0)
  r1 &= 1
  call 122  // refused here
  r0 = 0
  exit
