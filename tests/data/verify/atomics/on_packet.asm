// SPDX-License-Identifier: Apache-2.0
// The packet takes no atomic operation
// contract: linux/xdp
// expect: reject
// code: A510
// line: 13
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r4 = r2
  r4 += 8
  if r4 > r3 goto out
  r1 = 1
  lock *(u64 *)(r2 + 0) += r1  // refused here
out:
  r0 = 2
  exit
