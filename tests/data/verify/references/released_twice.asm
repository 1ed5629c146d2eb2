// SPDX-License-Identifier: Apache-2.0
// A record is handed over once
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A802
// line: 19
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r6 = r0
  r1 = r6
  r2 = 0
  call 132
  r1 = r6
  r2 = 0
  call 133  // refused here
out:
  r0 = 2
  exit
