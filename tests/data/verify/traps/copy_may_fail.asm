// SPDX-License-Identifier: Apache-2.0
// A copy may fail and write nothing
// contract: windows/process
// expect: reject
// code: A402
// line: 15
  *(u64 *)(r10 - 8) = 5
  r1 = r10
  r1 += -16
  r2 = 8
  r3 = r10
  r3 += -8
  r4 = 8
  call 22
  r1 = *(u64 *)(r10 - 16)  // refused here
  r0 = 0
  exit
