// SPDX-License-Identifier: Apache-2.0
// The frame has 512 bytes
// contract: windows/bind
// expect: reject
// code: A502
// line: 7
  *(u64 *)(r10 - 520) = 0  // refused here
  r0 = 1
  exit
