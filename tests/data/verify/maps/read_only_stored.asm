// SPDX-License-Identifier: Apache-2.0
// Nor is it written through a pointer to its value
// contract: linux/xdp
// map: fixed array 4 8 1 128
// expect: reject
// code: A506
// line: 14
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  *(u64 *)(r0 + 0) = 1  // refused here
out:
  r0 = 2
  exit
