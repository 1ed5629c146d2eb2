// SPDX-License-Identifier: Apache-2.0
// A helper that may leave its buffer unwritten does not initialise it
// contract: windows/process
// expect: reject
// code: A402
// line: 11
  r2 = r10
  r2 += -8
  r3 = 8
  call 65536
  r1 = *(u64 *)(r10 - 8)  // refused here
  r0 = 0
  exit
