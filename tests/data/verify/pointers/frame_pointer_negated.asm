// SPDX-License-Identifier: Apache-2.0
// Nor may it be negated
// contract: linux/xdp
// expect: reject
// code: A403
// line: 7
  r10 = -r10  // refused here
  r0 = 2
  exit
