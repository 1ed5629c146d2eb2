// SPDX-License-Identifier: Apache-2.0
// A dereference of what may be null
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A504
// line: 13
// also: A801:15
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  *(u64 *)(r0 + 0) = 1  // refused here
  r0 = 2
  exit
