// SPDX-License-Identifier: Apache-2.0
// What a callee reaches in its caller's frame counts for the caller
// contract: linux/xdp
// expect: reject
// code: A304
// line: 8
  r1 = r10
  call inner  // refused here
  r0 = 2
  exit
inner:
  *(u64 *)(r1 - 488) = 0
  *(u64 *)(r10 - 8) = 0
  r0 = 0
  exit
