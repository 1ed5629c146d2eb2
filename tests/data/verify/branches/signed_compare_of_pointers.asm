// SPDX-License-Identifier: Apache-2.0
// A signed comparison of addresses says nothing about offsets
// contract: linux/xdp
// expect: reject
// code: A501
// line: 12
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 1
  if r4 s> r3 goto out
  r5 = *(u8 *)(r2 + 0)  // refused here
out:
  r0 = 2
  exit
