// SPDX-License-Identifier: Apache-2.0
// Nor does one in a subprogram
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// map: next prog_array 4 4 1
// returns_number: inner
// expect: reject
// code: A801
// line: 28
  r6 = r1
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r7 = r0
  r1 = r6
  call inner
  r1 = r7
  r2 = 0
  call 132
out:
  r0 = 2
  exit
inner:
  r2 = map[1]
  r3 = 0
  call 12  // refused here
  r0 = 0
  exit
