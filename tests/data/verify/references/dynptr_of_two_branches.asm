// SPDX-License-Identifier: Apache-2.0
// A dynptr of either branch is submitted where they join
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r6 = *(u32 *)(r1 + 12)
  if r6 > 100 goto large
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  goto join
large:
  r1 = map[0]
  r2 = r6
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
join:
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
