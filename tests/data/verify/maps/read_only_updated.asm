// SPDX-License-Identifier: Apache-2.0
// A map that programs may only read is not updated
// contract: linux/xdp
// map: fixed array 4 8 1 128
// expect: reject
// code: A707
// line: 16
  *(u32 *)(r10 - 4) = 0
  *(u64 *)(r10 - 16) = 0
  r2 = r10
  r2 += -4
  r3 = r10
  r3 += -16
  r1 = map[0]
  r4 = 0
  call 2  // refused here
  r0 = 2
  exit
