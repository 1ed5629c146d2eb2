// SPDX-License-Identifier: Apache-2.0
// A region mark is not written
// contract: linux/xdp
// expect: reject
// code: A506
// line: 8
  r2 = 0
  *(u32 *)(r1 + 0) = r2  // refused here
  r0 = 2
  exit
