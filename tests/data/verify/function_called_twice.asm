// SPDX-License-Identifier: Apache-2.0
// One function is called from two places with stacks of its own: each call returns to its caller
// contract: linux/xdp
// expect: accept
  r1 = 3
  call store
  r6 = r0
  r1 = 5
  call store
  r0 += r6
  if r0 != 8 goto never
  r0 = 2
never:
  r0 &= 3
  exit
store:
  *(u64 *)(r10 - 8) = r1
  r0 = *(u64 *)(r10 - 8)
  exit
