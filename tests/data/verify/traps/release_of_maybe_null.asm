// SPDX-License-Identifier: Apache-2.0
// A release of what may be null
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A702
// line: 14
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  r1 = r0
  r2 = 0
  call 132  // refused here
  r0 = 2
  exit
