// SPDX-License-Identifier: Apache-2.0
// Every path releases it
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A801
// line: 17
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 != 0 goto out
  r0 = 2
  exit
out:
  r0 = 2
  exit  // refused here
