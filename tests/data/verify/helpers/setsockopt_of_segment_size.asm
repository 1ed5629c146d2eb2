// SPDX-License-Identifier: Apache-2.0
// TCP_MAXSEG sends nothing.
// contract: linux/sock_ops
// expect: accept
  *(u32 *)(r10 - 4) = 1200
  r2 = 6                               // SOL_TCP
  r3 = 2                               // TCP_MAXSEG
  r4 = r10
  r4 += -4
  r5 = 4
  call 49
  r0 = 1
  exit
