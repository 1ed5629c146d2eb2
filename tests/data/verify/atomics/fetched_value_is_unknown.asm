// SPDX-License-Identifier: Apache-2.0
// What it fetches is not what was there when it was last read
// contract: windows/xdp
// expect: reject
// code: A901
// line: 11
  *(u64 *)(r10 - 8) = 1
  r1 = 8
  r1 = atomic_fetch_add((u64 *)(r10 - 8), r1)
  r0 = *(u64 *)(r10 - 8)
  exit  // refused here
