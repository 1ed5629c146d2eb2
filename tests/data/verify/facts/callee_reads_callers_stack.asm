// SPDX-License-Identifier: Apache-2.0
// A callee may look at its caller's stack, and returns a number.
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 8) = 5
  r1 = r10
  r1 += -8
  call first
  r0 = 2
  exit
first:
  r0 = *(u64 *)(r1 + 0)
  r0 &= 3
  exit
