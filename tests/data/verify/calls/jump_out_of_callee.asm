// SPDX-License-Identifier: Apache-2.0
// A callee that runs over its end
// contract: linux/xdp
// expect: reject
// code: A301
// line: 11
  call inner
  r0 = 2
  exit
inner:
  r0 = 0  // refused here
