// SPDX-License-Identifier: Apache-2.0
// A ring buffer has neither keys nor values
// contract: linux/xdp
// map: ring ringbuf 4 8 4096
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
