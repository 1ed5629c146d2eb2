// SPDX-License-Identifier: Apache-2.0
// What nobody acquired is not released
// contract: linux/xdp
// expect: reject
// code: A802
// line: 10
  r1 = r10
  r1 += -8
  r2 = 0
  call 132  // refused here
  r0 = 2
  exit
