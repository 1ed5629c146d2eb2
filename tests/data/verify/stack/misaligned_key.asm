// SPDX-License-Identifier: Apache-2.0
// A helper copies its key from any stack address
// contract: linux/xdp
// map: counts array 4 8 4
// expect: accept
  *(u8 *)(r10 - 7) = 0
  *(u8 *)(r10 - 6) = 0
  *(u8 *)(r10 - 5) = 0
  *(u8 *)(r10 - 4) = 0
  r2 = r10
  r2 += -7
  r1 = map[0]
  call 1
  r0 = 2
  exit
