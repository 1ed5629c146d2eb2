// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a loop inside a callee that does not end: a near miss that is safe
// contract: linux/xdp
// expect: accept
  r1 = 1
  call spin
  r0 = 2
  exit
spin:
  r1 += 1
  if r1 != 100 goto spin
  r0 = 0
  exit
