// SPDX-License-Identifier: Apache-2.0
// A bound tested on one load of a shared value does not cover a second load
// contract: windows/xdp
// map: limits array 4 8 1
// expect: reject
// code: A901
// line: 18
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto deny
  r1 = *(u64 *)(r0 + 0)
  if r1 == 0 goto deny
  if r1 > 3 goto deny
  r0 = *(u64 *)(r0 + 0)
  exit  // refused here
deny:
  r0 = 1
  exit
