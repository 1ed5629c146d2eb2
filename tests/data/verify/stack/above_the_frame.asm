// SPDX-License-Identifier: Apache-2.0
// What lies above the frame is the caller's
// contract: windows/bind
// expect: reject
// code: A502
// line: 8
  r0 = 1
  *(u64 *)(r10 + 0) = 0  // refused here
  exit
