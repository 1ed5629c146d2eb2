// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a map key that reaches past the stack: a near miss that is safe
// contract: linux/xdp
// map: names hash 16 8 4
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  *(u64 *)(r10 - 16) = 0
  r2 += -16
  r1 = map[0]
  call 1
  r0 = 2
  exit
