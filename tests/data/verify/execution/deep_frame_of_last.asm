// SPDX-License-Identifier: Apache-2.0
// A function that calls nothing has 512 bytes in every way of execution.
// contract: windows/bind
// expect: accept
  r1 = 7
  call sub
  r0 &= 1
  exit
sub:
  *(u64 *)(r10 - 512) = r1
  r0 = *(u64 *)(r10 - 512)
  exit
