// SPDX-License-Identifier: Apache-2.0
// A function returns a pointer into its own frame, and the caller uses it
// contract: linux/xdp
// expect: reject
// code: A509
// line: 8
  call give
  r1 = r0  // refused here
  r0 = *(u64 *)(r1 + 0)
  exit
give:
  *(u64 *)(r10 - 8) = 1
  r0 = r10
  r0 += -8
  exit
