// SPDX-License-Identifier: Apache-2.0
// An atomic operation may not turn a pointer on the stack into a number
// contract: windows/bind
// expect: reject
// code: A605
// line: 9
  *(u64 *)(r10 - 8) = r1
  r2 = 0
  r2 = atomic_fetch_or((u64 *)(r10 - 8), r2)  // refused here
  r0 = 1
  exit
