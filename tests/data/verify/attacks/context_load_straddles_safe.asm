// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a context load that straddles two pointer slots: a near miss that is safe
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r0 = 2
  exit
