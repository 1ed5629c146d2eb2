// SPDX-License-Identifier: Apache-2.0
// A record has the size that was asked for
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A501
// line: 13
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  *(u64 *)(r0 + 16) = 1  // refused here
  r1 = r0
  r2 = 0
  call 132
out:
  r0 = 2
  exit
