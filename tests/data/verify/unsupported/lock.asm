// SPDX-License-Identifier: Apache-2.0
// A lock in a map value
// contract: linux/xdp
// map: counts array 4 8 1
// expect: reject
// code: A207
// line: 15
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = r0
  call 93  // refused here
out:
  r0 = 2
  exit
