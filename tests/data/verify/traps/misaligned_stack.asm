// SPDX-License-Identifier: Apache-2.0
// A misaligned access
// contract: linux/socket_filter
// expect: reject
// code: A508
// line: 9
  r2 = r10
  r2 += -10
  *(u32 *)(r2 + 0) = 1  // refused here
  r0 = 0
  exit
