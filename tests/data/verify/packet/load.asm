// SPDX-License-Identifier: Apache-2.0
// A packet load
// contract: linux/socket_filter
// expect: accept
  r6 = r1
  r7 = 12
  r0 = *(u16 *)skb[12]
  r0 = *(u8 *)skb[r7 + 2]
  exit
