// SPDX-License-Identifier: Apache-2.0
// Also the path on which nobody asks whether it is null
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A801
// line: 13
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  r0 = 2
  exit  // refused here
