// SPDX-License-Identifier: Apache-2.0
// Without metadata the field lies one byte past the packet's begin, so it is compared with that first
// contract: linux/xdp
// expect: reject
// code: A501
// line: 13
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r5 = *(u32 *)(r1 + 8)
  r4 = r2
  r4 += 4
  if r4 > r3 goto out
  r0 = *(u32 *)(r5 + 0)  // refused here
out:
  r0 = 2
  exit
