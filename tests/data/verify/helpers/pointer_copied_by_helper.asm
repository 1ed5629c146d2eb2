// SPDX-License-Identifier: Apache-2.0
// A helper that copies memory would copy the pointer as bytes
// contract: windows/bind
// expect: reject
// code: A603
// line: 15
  *(u64 *)(r10 - 8) = r1
  *(u64 *)(r10 - 16) = 0
  r3 = r10
  r3 += -8
  r4 = 8
  r1 = r10
  r1 += -16
  r2 = 8
  call 22  // refused here
  r0 = 1
  exit
