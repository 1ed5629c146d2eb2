// SPDX-License-Identifier: Apache-2.0
// A frame is as deep during a call as it is ever
// contract: linux/xdp
// expect: reject
// code: A304
// line: 7
  call inner  // refused here
  *(u64 *)(r10 - 320) = 0
  r0 = 2
  exit
inner:
  *(u64 *)(r10 - 256) = 0
  r0 = 0
  exit
