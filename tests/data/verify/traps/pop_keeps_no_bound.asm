// SPDX-License-Identifier: Apache-2.0
// Map pop writes its buffer: a bound that was tested before is void
// contract: windows/xdp
// map: waiting queue 0 8 4
// expect: reject
// code: A901
// line: 14
  *(u64 *)(r10 - 8) = 1
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 17
  r0 = *(u64 *)(r10 - 8)
  exit  // refused here
