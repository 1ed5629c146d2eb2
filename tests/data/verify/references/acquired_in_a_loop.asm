// SPDX-License-Identifier: Apache-2.0
// A loop that acquires without end
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A307
// line: 12
again:
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131  // refused here
  if r0 == 0 goto again
  goto again
