// SPDX-License-Identifier: Apache-2.0
// No atomic operation works on a dynptr
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A512
// line: 15
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  r1 = 1
  lock *(u64 *)(r10 - 8) += r1  // refused here
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
