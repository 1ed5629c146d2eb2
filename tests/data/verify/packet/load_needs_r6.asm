// SPDX-License-Identifier: Apache-2.0
// And r6 at all
// contract: linux/socket_filter
// expect: reject
// code: A401
// line: 7
  r0 = *(u8 *)skb[0]  // refused here
  exit
