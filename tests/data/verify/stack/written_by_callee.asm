// SPDX-License-Identifier: Apache-2.0
// A callee may write its caller's frame
// contract: windows/bind
// expect: accept
  r1 = r10
  r1 += -8
  call inner
  r2 = *(u64 *)(r10 - 8)
  r0 = 1
  exit
inner:
  *(u64 *)(r1 + 0) = 5
  r0 = 0
  exit
