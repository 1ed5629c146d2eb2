// SPDX-License-Identifier: Apache-2.0
// The caller's copy is dead then
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A509
// line: 16
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r6 = r0
  r1 = r0
  call inner
  *(u64 *)(r6 + 0) = 1  // refused here
out:
  r0 = 2
  exit
inner:
  r2 = 0
  call 132
  r0 = 0
  exit
