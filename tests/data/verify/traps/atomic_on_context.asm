// SPDX-License-Identifier: Apache-2.0
// An atomic operation on the context
// contract: linux/sched_cls
// expect: reject
// code: A510
// line: 8
  r2 = 1
  lock *(u32 *)(r1 + 8) += w2  // refused here
  r0 = 0
  exit
