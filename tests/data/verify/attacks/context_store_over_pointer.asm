// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a store over a pointer slot of the context
// contract: linux/sched_cls
// expect: reject
// code: A506
// line: 10
// twin-of: context_store_over_pointer_safe.asm
// event: context_store_over_pointer.event.json
  r2 = 0x1000
  *(u32 *)(r1 + 76) = r2  // refused here
  r3 = *(u32 *)(r1 + 76)
  r4 = *(u32 *)(r1 + 80)
  r0 = 0
  exit
