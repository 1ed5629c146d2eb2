// SPDX-License-Identifier: Apache-2.0
// And a copy of a half
// contract: linux/xdp
// expect: accept
  w2 = w1
  r0 = 2
  exit
