// SPDX-License-Identifier: Apache-2.0
// A record of the ring buffer begins at a multiple of 8
// contract: linux/xdp
// map: ring ringbuf 0 0 4096
// expect: accept
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r1 = 0
  *(u64 *)(r0 + 8) = r1
  lock *(u64 *)(r0 + 8) += r1
  r1 = r0
  r2 = 0
  call 132
out:
  r0 = 2
  exit
