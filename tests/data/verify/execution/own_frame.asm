// SPDX-License-Identifier: Apache-2.0
// The callee writes into a frame of its own: what the caller keeps in its frame stays
// contract: linux/xdp
// map: m array 4 8 1
// expect: accept
  r1 = 0
  *(u64 *)(r10 - 8) = r1
  call sub
  r1 = *(u64 *)(r10 - 8)
  r2 = map_value[0] + 0
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
  r0 &= 1
  exit
sub:
  r1 = 1000000
  *(u64 *)(r10 - 8) = r1
  r0 = 0
  exit
