// SPDX-License-Identifier: Apache-2.0
// Nor a number less an address
// contract: linux/xdp
// expect: reject
// code: A601
// line: 8
  r2 = 100
  r2 -= r10  // refused here
  r0 = 2
  exit
