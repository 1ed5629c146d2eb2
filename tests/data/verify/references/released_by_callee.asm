// SPDX-License-Identifier: Apache-2.0
// A subprogram may release what its caller acquired
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r1 = r0
  call inner
out:
  r0 = 2
  exit
inner:
  r2 = 0
  call 132
  r0 = 0
  exit
