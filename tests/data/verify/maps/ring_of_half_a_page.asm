// SPDX-License-Identifier: Apache-2.0
// Less than a page
// contract: linux/xdp
// map: ring ringbuf 0 0 2048
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
