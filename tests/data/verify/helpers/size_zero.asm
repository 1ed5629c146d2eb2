// SPDX-License-Identifier: Apache-2.0
// A size that may be zero, where the helper takes none
// contract: windows/bind
// expect: reject
// code: A703
// line: 13
  r2 = *(u64 *)(r1 + 16)
  r2 &= 7
  *(u64 *)(r10 - 8) = 0
  r1 = r10
  r1 += -8
  r3 = 0
  call 24  // refused here
  r0 = 1
  exit
