// SPDX-License-Identifier: Apache-2.0
// Where pointers may not become numbers, what is left of one may not be read
// contract: windows/bind
// expect: reject
// code: A402
// line: 9
  *(u64 *)(r10 - 8) = r1
  *(u8 *)(r10 - 8) = 0
  r2 = *(u64 *)(r10 - 8)  // refused here
  r0 = 1
  exit
