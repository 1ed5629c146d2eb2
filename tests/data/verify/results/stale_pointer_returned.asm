// SPDX-License-Identifier: Apache-2.0
// A dead pointer is no result
// contract: linux/xdp
// expect: reject
// code: A509
// line: 11
  r2 = *(u32 *)(r1 + 0)
  r6 = r2
  r2 = 14
  call 44
  r0 = r6  // refused here
  exit
