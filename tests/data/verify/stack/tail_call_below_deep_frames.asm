// SPDX-License-Identifier: Apache-2.0
// Below 256 bytes of frames Linux allows no tail call
// contract: linux/xdp
// map: next prog_array 4 4 1
// returns_number: inner
// expect: reject
// code: A304
// line: 10
  *(u64 *)(r10 - 256) = 0
  call inner  // refused here
  r0 = 2
  exit
inner:
  r2 = map[0]
  r3 = 0
  call 12
  r0 = 0
  exit
