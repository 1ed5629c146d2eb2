// SPDX-License-Identifier: Apache-2.0
// A region may begin at the slack, and its begin less the slack is the number 0
// contract: windows/xdp
// expect: reject
// code: A901
// line: 14
  r6 = *(u64 *)(r1 + 0)
  r7 = 536870912
  r6 -= r7
  r0 = 1
  if r6 != 0 goto out
  r0 = 7
out:
  exit  // refused here
