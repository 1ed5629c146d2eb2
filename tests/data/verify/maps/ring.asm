// SPDX-License-Identifier: Apache-2.0
// A ring buffer of one page
// contract: linux/xdp
// map: ring ringbuf 0 0 4096
// expect: accept
  r1 = map[0]
  r0 = 2
  exit
