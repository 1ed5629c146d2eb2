// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a map value that reaches past the stack: a near miss that is safe
// contract: linux/xdp
// map: names hash 8 16 4
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  *(u64 *)(r10 - 16) = 0
  r3 = r10
  r3 += -16
  r4 = 0
  r1 = map[0]
  call 2
  r0 = 2
  exit
