// SPDX-License-Identifier: Apache-2.0
// A callee that is given an address below its caller's 256 bytes would reach its own frame.
// contract: windows/bind
// expect: reject
// code: A502
// line: 16
  r1 = 0
  *(u64 *)(r10 - 264) = r1
  r1 = r10
  r1 += -264
  call sub
  r0 = 0
  exit
sub:
  r2 = 1
  *(u64 *)(r1 + 0) = r2  // refused here
  r0 = 0
  exit
