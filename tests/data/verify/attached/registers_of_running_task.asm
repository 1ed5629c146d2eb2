// SPDX-License-Identifier: Apache-2.0
// Its registers are found by a helper, and read by another.
// contract: linux/tp_btf
// expect: accept
  call 158
  r1 = r0
  call 175
  r3 = r0
  r1 = r10
  r1 += -168
  r2 = 168
  call 113
  r0 = 0
  exit
