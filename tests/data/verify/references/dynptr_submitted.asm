// SPDX-License-Identifier: Apache-2.0
// A record whose size is known only in a run, by way of a dynptr
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r6 = *(u32 *)(r1 + 12)
  r1 = map[0]
  r2 = r6
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  *(u64 *)(r10 - 24) = 7
  r1 = r10
  r1 += -16
  r2 = 0
  r3 = r10
  r3 += -24
  r4 = 8
  r5 = 0
  call 202
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
