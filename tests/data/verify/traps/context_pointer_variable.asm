// SPDX-License-Identifier: Apache-2.0
// A variable context pointer
// contract: linux/sched_cls
// expect: reject
// code: A511
// line: 10
  r2 = *(u32 *)(r1 + 0)
  r2 &= 4
  r1 += r2
  r0 = *(u32 *)(r1 + 0)  // refused here
  r0 = 0
  exit
