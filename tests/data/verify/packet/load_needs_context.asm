// SPDX-License-Identifier: Apache-2.0
// It needs the context in r6
// contract: linux/socket_filter
// expect: reject
// code: A701
// line: 8
  r6 = 0
  r0 = *(u8 *)skb[0]  // refused here
  exit
