// SPDX-License-Identifier: Apache-2.0
// Nor a sum of halves
// contract: linux/xdp
// expect: reject
// code: A601
// line: 9
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  w2 += 4  // refused here
  r0 = 2
  exit
