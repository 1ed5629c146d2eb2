// SPDX-License-Identifier: Apache-2.0
// A region may end at 2^64 less the slack: its end and the slack wrap around to 0
// contract: windows/bind
// expect: reject
// code: A513
// line: 13
  r6 = *(u64 *)(r1 + 0)
  r7 = *(u64 *)(r1 + 8)
  r2 = r7
  r3 = 536870912
  r2 += r3
  r0 = 1
  if r2 > r6 goto out  // refused here
  r0 = 7
out:
  exit
