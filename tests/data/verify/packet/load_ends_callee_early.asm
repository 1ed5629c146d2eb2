// SPDX-License-Identifier: Apache-2.0
// Where the packet is too short, a subprogram ends there, and its caller goes on
// contract: linux/sched_cls
// map: counts array 4 8 1
// returns_number: inner
// expect: reject
// code: A504
// line: 12
  r2 = map_value[0]
  call inner
  if r0 == 7 goto read
  r0 = *(u64 *)(r0 + 0)  // refused here
read:
  r0 = 0
  exit
inner:
  r6 = r1
  r0 = *(u8 *)skb[0]
  r0 = 7
  exit
