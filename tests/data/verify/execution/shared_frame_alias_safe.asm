// SPDX-License-Identifier: Apache-2.0
// The callee's variable lies beside the caller's.
// contract: windows/bind
// map: m array 4 8 1
// expect: accept
  r1 = 0
  *(u64 *)(r10 - 8) = r1
  r1 = r10
  r1 += -8
  call sub
  r0 &= 1
  exit
sub:
  r2 = 0
  *(u64 *)(r10 - 16) = r2
  r3 = 1000000
  *(u64 *)(r1 + 0) = r3
  r4 = *(u64 *)(r10 - 16)
  r5 = map_value[0] + 0
  r5 += r4
  r0 = *(u8 *)(r5 + 0)
  exit
