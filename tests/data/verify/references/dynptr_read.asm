// SPDX-License-Identifier: Apache-2.0
// No instruction reads a dynptr
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A512
// line: 15
  r6 = *(u32 *)(r1 + 12)
  r1 = map[0]
  r2 = r6
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  r7 = *(u64 *)(r10 - 16)  // refused here
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
