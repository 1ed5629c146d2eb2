// SPDX-License-Identifier: Apache-2.0
// Nor by an atomic operation
// contract: linux/xdp
// map: fixed array 4 8 1 128
// expect: reject
// code: A506
// line: 15
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1  // refused here
out:
  r0 = 2
  exit
