// SPDX-License-Identifier: Apache-2.0
// A copy of the TCP header on the stack is nobody else's.
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 24) = 0
  *(u64 *)(r10 - 16) = 0
  *(u32 *)(r10 - 8) = 0
  r1 = r10
  r1 += -24
  r2 = r1
  r3 = 20
  call 204
  r0 = 2
  exit
