// SPDX-License-Identifier: Apache-2.0
// A pointer of which a byte was overwritten is no pointer
// contract: linux/xdp
// expect: reject
// code: A505
// line: 15
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 8
  if r4 > r3 goto out
  *(u64 *)(r10 - 8) = r2
  *(u8 *)(r10 - 8) = 0
  r2 = *(u64 *)(r10 - 8)
  r5 = *(u8 *)(r2 + 0)  // refused here
out:
  r0 = 2
  exit
