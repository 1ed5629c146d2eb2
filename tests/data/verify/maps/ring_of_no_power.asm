// SPDX-License-Identifier: Apache-2.0
// Three pages are no power of two (ringbuf_map_alloc)
// contract: linux/xdp
// map: ring ringbuf 0 0 12288
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
