// SPDX-License-Identifier: Apache-2.0
// Also when it was kept in the caller's frame
// contract: windows/bind
// expect: reject
// code: A402
// line: 10
  r1 = r10
  r1 += -8
  call inner
  r1 = *(u64 *)(r10 - 8)  // refused here
  r0 = 1
  exit
inner:
  r2 = r10
  r2 += -8
  *(u64 *)(r1 + 0) = r2
  r0 = 0
  exit
