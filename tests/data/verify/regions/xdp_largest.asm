// SPDX-License-Identifier: Apache-2.0
// No frame is longer than two tags, an IPv6 header and its payload
// contract: windows/xdp
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r3 -= r2
  r0 = 1
  if r3 > 65597 goto dead
  exit
dead:
  r0 = *(u64 *)(r1 + 1000)
  exit
