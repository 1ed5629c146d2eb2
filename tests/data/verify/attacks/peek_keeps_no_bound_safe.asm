// SPDX-License-Identifier: Apache-2.0
// PREVAIL: an out-of-bounds read through map_peek_elem: a near miss that is safe
// contract: windows/bind
// map: waiting queue 0 8 4
// expect: accept
  *(u64 *)(r10 - 8) = 1
  *(u64 *)(r10 - 16) = 0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18
  r1 = *(u64 *)(r10 - 8)
  r1 &= 15
  r2 = r10
  r2 += -16
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
  r0 = 1
  exit
