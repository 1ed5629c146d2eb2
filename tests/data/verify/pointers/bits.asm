// SPDX-License-Identifier: Apache-2.0
// Nor bits of an address
// contract: linux/xdp
// expect: reject
// code: A601
// line: 9
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r2 &= 7  // refused here
  r0 = 2
  exit
