// SPDX-License-Identifier: Apache-2.0
// A dynptr is no record
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A802
// line: 17
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  r1 = r10
  r1 += -16
  r2 = 0
  call 132  // refused here
  r0 = 2
  exit
