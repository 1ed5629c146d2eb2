// SPDX-License-Identifier: Apache-2.0
// Linux wants the context pointer unchanged
// contract: linux/xdp
// expect: reject
// code: A511
// line: 8
  r1 += 12
  r2 = *(u32 *)(r1 + 0)  // refused here
  r0 = 2
  exit
