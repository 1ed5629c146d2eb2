// SPDX-License-Identifier: Apache-2.0
// A pointer into the frame of a function that returned is dead
// contract: linux/xdp
// expect: reject
// code: A509
// line: 8
  call inner
  *(u64 *)(r0 + 0) = 0  // refused here
  r0 = 2
  exit
inner:
  r0 = r10
  r0 += -8
  exit
