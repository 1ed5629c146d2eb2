// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a store over a pointer slot of the context: a near miss that is safe
// contract: linux/sched_cls
// expect: accept
  r2 = 0x1000
  *(u32 *)(r1 + 8) = r2
  r3 = *(u32 *)(r1 + 8)
  r4 = *(u32 *)(r1 + 80)
  r0 = 0
  exit
