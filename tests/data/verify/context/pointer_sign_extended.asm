// SPDX-License-Identifier: Apache-2.0
// A packet pointer is not loaded as a signed number
// contract: linux/xdp
// expect: reject
// code: A507
// line: 7
  r2 = *(s32 *)(r1 + 0)  // refused here
  r0 = 2
  exit
