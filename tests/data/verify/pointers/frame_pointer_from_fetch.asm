// SPDX-License-Identifier: Apache-2.0
// Nor may an atomic operation fetch into it
// contract: linux/xdp
// expect: reject
// code: A403
// line: 8
  *(u64 *)(r10 - 8) = 0
  r10 = atomic_fetch_add((u64 *)(r10 - 8), r10)  // refused here
  r0 = 2
  exit
