// SPDX-License-Identifier: Apache-2.0
// A copy in memory is the same record
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
  *(u64 *)(r10 - 8) = r0
  r1 = r0
  r2 = 0
  call 132
  r1 = *(u64 *)(r10 - 8)
  r2 = 0
  call 133  // refused here
out:
  r0 = 2
  exit
