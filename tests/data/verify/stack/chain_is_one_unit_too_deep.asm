// SPDX-License-Identifier: Apache-2.0
// A byte more takes another unit of a frame
// contract: linux/xdp
// expect: reject
// code: A304
// line: 8
  *(u64 *)(r10 - 264) = 0
  call inner  // refused here
  r0 = 2
  exit
inner:
  *(u64 *)(r10 - 256) = 0
  r0 = 0
  exit
