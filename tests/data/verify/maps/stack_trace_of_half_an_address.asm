// SPDX-License-Identifier: Apache-2.0
// Values of whole addresses (stack_map_alloc)
// contract: linux/xdp
// map: t stack_trace 4 12 1
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
