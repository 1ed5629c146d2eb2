// SPDX-License-Identifier: Apache-2.0
// No platform makes this ring
// contract: linux/xdp
// map: events ringbuf 0 0 5000
  r0 = 2
  exit
  r1 = map[0]
  r0 = 2
  exit
