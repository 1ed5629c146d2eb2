// SPDX-License-Identifier: Apache-2.0
// The largest of them is 9, and no less
// contract: linux/xdp
// expect: reject
// code: A502
// line: 15
  call 7
  r1 = r0
  r1 /= 10
  r1 *= 10
  r0 -= r1
  r2 = r10
  r2 += -9
  r2 += r0
  *(u8 *)(r2 + 0) = 1  // refused here
  r0 = 2
  exit
