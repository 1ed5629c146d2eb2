// SPDX-License-Identifier: Apache-2.0
// rx_queue_mapping, which Linux 6.18 reads as 64 ones where the socket has no queue, whatever the width
// contract: linux/cgroup_sock
// map: values array 4 8 1
// expect: reject
// code: A507
// line: 8
  r6 = *(u32 *)(r1 + 76)  // refused here
  r6 >>= 63
  r6 <<= 40
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto L1
  r0 += r6
  *(u64 *)(r0 + 0) = 1
L1:
  r0 = 1
  exit
