// SPDX-License-Identifier: Apache-2.0
// A store at an unknown offset may hit a pointer, which may not be read as one afterwards
// contract: windows/bind
// expect: reject
// code: A402
// line: 15
  r2 = *(u64 *)(r1 + 16)
  r2 &= 8
  *(u64 *)(r10 - 8) = r1
  *(u64 *)(r10 - 16) = 0
  r3 = r10
  r3 += -16
  r3 += r2
  *(u64 *)(r3 + 0) = 0
  r4 = *(u64 *)(r10 - 8)  // refused here
  r0 = 1
  exit
