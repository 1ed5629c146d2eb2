// SPDX-License-Identifier: Apache-2.0
// A dynptr lies at a multiple of eight bytes
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A701
// line: 13
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -20
  call 198  // refused here
  r0 = 2
  exit
