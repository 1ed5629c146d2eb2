// SPDX-License-Identifier: Apache-2.0
// A dynptr is made once a round, and must be given back in it
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A512
// line: 15
  r7 = 0
loop:
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198  // refused here
  r7 += 1
  if r7 < 3 goto loop
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
