// SPDX-License-Identifier: Apache-2.0
// A new frame holds nothing, whatever a frame before it held
// contract: windows/bind
// expect: reject
// code: A402
// line: 16
  call first
  call second
  r0 = 1
  exit
first:
  *(u64 *)(r10 - 8) = 1
  r0 = 0
  exit
second:
  r0 = *(u64 *)(r10 - 8)  // refused here
  exit
