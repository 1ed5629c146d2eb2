// SPDX-License-Identifier: Apache-2.0
// A look-up only reads its key: what is known of it stays known
// contract: linux/xdp
// map: kept hash 8 8 4
// expect: accept
  *(u64 *)(r10 - 8) = 3
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 1
  r1 = *(u64 *)(r10 - 8)
  r2 = r10
  r2 += -16
  r2 += r1
  *(u8 *)(r2 + 0) = 1
  r0 = 2
  exit
