// SPDX-License-Identifier: Apache-2.0
// Linux wants context loads aligned
// contract: linux/sched_cls
// expect: reject
// code: A507
// line: 7
  r2 = *(u32 *)(r1 + 50)  // refused here
  r0 = 0
  exit
