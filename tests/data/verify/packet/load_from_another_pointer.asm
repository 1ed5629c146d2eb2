// SPDX-License-Identifier: Apache-2.0
// A packet load wants the context in r6, and no other pointer
// contract: linux/sched_cls
// expect: reject
// code: A701
// line: 8
  r6 = r10
  r0 = *(u8 *)skb[0]  // refused here
  r0 = 0
  exit
