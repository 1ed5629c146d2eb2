// SPDX-License-Identifier: Apache-2.0
// Two bytes of remote_port, which Linux shifts by 16 and does not cut to two bytes again
// contract: linux/cgroup_skb
// map: values array 4 65536 1
// expect: reject
// code: A507
// line: 8
  r6 = *(u16 *)(r1 + 132)  // refused here
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto L1
  r0 += r6
  *(u8 *)(r0 + 0) = 1
L1:
  r0 = 1
  exit
