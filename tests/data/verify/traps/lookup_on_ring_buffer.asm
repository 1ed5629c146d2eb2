// SPDX-License-Identifier: Apache-2.0
// A look-up on a map kind that does not allow it
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A705
// line: 12
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1  // refused here
  r0 = 2
  exit
