// SPDX-License-Identifier: Apache-2.0
// Where a contract lets pointers become numbers, the number is no address
// contract: linux/xdp
// expect: reject
// code: A505
// line: 11
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r2 = -r2
  r2 = -r2
  r4 = *(u8 *)(r2 + 0)  // refused here
  r0 = 2
  exit
