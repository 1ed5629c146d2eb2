// SPDX-License-Identifier: Apache-2.0
// Windows has no packet loads
// contract: windows/xdp
// expect: reject
// code: A205
// line: 8
  r6 = r1
  r0 = *(u8 *)skb[0]  // refused here
  exit
