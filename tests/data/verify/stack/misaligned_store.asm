// SPDX-License-Identifier: Apache-2.0
// Linux wants the program's stack accesses aligned
// contract: linux/xdp
// expect: reject
// code: A508
// line: 7
  *(u64 *)(r10 - 12) = 0  // refused here
  r0 = 2
  exit
