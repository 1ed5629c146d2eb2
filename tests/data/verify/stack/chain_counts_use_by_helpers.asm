// SPDX-License-Identifier: Apache-2.0
// Memory that only a helper writes counts as well
// contract: linux/xdp
// expect: reject
// code: A304
// line: 7
  call inner  // refused here
  r0 = 2
  exit
inner:
  r1 = r10
  r1 += -496
  r2 = 16
  call 16
  r0 = 0
  exit
