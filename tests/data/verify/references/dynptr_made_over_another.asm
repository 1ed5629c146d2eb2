// SPDX-License-Identifier: Apache-2.0
// No helper makes a dynptr over part of another
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A512
// line: 20
// also: A801:22
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -24
  call 198  // refused here
  r0 = 2
  exit
