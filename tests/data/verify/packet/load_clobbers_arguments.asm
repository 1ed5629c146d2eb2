// SPDX-License-Identifier: Apache-2.0
// A packet load loses r1 to r5
// contract: linux/socket_filter
// expect: reject
// code: A401
// line: 10
  r6 = r1
  r2 = 1
  r0 = *(u8 *)skb[0]
  r0 = r2  // refused here
  exit
