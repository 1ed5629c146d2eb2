// SPDX-License-Identifier: Apache-2.0
// The buffer is filled, and may be read through the address that comes back.
// contract: windows/bind
// map: m array 4 8 1
// expect: accept
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  call 24
  r2 = *(u64 *)(r0 + 0)
  r1 = map_value[0] + 0
  *(u64 *)(r1 + 0) = r2
  r0 = 0
  exit
