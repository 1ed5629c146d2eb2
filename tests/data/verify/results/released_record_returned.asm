// SPDX-License-Identifier: Apache-2.0
// Nor is a record that was handed over
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A509
// line: 18
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r6 = r0
  r1 = r6
  r2 = 0
  call 132
  r0 = r6
  exit  // refused here
out:
  r0 = 2
  exit
