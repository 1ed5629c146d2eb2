// SPDX-License-Identifier: Apache-2.0
// No pointer is below 0, null or not: the comparison tells nothing
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A504
// line: 18
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r7 = 0
  if r0 >= 0 goto use
  r0 = 2
  exit
use:
  r1 = *(u64 *)(r0 + 0)  // refused here
  r0 = 2
  exit
