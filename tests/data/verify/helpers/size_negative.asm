// SPDX-License-Identifier: Apache-2.0
// A negative size is a huge one
// contract: windows/bind
// expect: reject
// code: A703
// line: 12
  *(u64 *)(r10 - 8) = 0
  r1 = r10
  r1 += -8
  r2 = -8
  r3 = 0
  call 24  // refused here
  r0 = 1
  exit
