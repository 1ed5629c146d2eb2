// SPDX-License-Identifier: Apache-2.0
// An atomic operation reads what it changes
// contract: windows/bind
// expect: reject
// code: A402
// line: 8
  r1 = 1
  lock *(u64 *)(r10 - 8) += r1  // refused here
  r0 = 1
  exit
