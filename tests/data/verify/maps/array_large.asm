// SPDX-License-Identifier: Apache-2.0
// An array may have values of many megabytes
// contract: linux/xdp
// map: big array 4 268435456 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r0 = 2
  exit
