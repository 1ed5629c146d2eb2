// SPDX-License-Identifier: Apache-2.0
// rtt_min of sock_ops, which Linux 6.18 reads of a request as of a full socket
// contract: linux/sock_ops
// expect: reject
// code: A507
// line: 7
  r2 = *(u32 *)(r1 + 92)  // refused here
  r0 = 1
  exit
