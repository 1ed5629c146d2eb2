// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a register that a call leaves undefined: a near miss that is safe
// contract: linux/xdp
// expect: accept
  r2 = r10
  r2 += -8
  *(u64 *)(r2 + 0) = 0
  r1 = 0
  call inner
  r0 = *(u64 *)(r10 - 8)
  r0 = 2
  exit
inner:
  r0 = 0
  exit
