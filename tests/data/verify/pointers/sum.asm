// SPDX-License-Identifier: Apache-2.0
// The sum of two pointers, which no platform allows
// contract: linux/xdp
// expect: reject
// code: A601
// line: 9
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r2 += r3  // refused here
  r0 = 2
  exit
