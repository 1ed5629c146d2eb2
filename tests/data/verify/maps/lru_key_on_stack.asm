// SPDX-License-Identifier: Apache-2.0
// Both copies of the key are the same.
// contract: windows/xdp
// map: recent lru_hash 8 8 64
// expect: accept
  *(u64 *)(r10 - 8) = 0
  *(u64 *)(r10 - 16) = 1
  r1 = map[0]
  r2 = r10
  r2 += -8
  r3 = r10
  r3 += -16
  r4 = 0
  call 2
  r0 = 1
  exit
