// SPDX-License-Identifier: Apache-2.0
// No instruction writes a byte in the middle of a dynptr
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A512
// line: 14
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  *(u8 *)(r10 - 9) = 0  // refused here
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
