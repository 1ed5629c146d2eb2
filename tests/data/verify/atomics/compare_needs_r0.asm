// SPDX-License-Identifier: Apache-2.0
// A compare and exchange reads r0
// contract: windows/bind
// expect: reject
// code: A401
// line: 9
  *(u64 *)(r10 - 8) = 1
  r1 = 8
  r0 = cmpxchg_64(r10 - 8, r0, r1)  // refused here
  r0 = 1
  exit
