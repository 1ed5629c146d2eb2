// SPDX-License-Identifier: Apache-2.0
// 65,535 bytes of IP come behind 14 of Ethernet
// contract: windows/xdp
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 17
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r3 -= r2
  if r3 > 65535 goto large
  r0 = 1
  exit
large:
  r4 = map_value[0]
  r4 += r3
  r0 = *(u64 *)(r4 + 0) // refused here
  exit
