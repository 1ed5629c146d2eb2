// SPDX-License-Identifier: Apache-2.0
// One byte less
// contract: linux/xdp
// map: big hash 4 4194251 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r0 = 2
  exit
