// SPDX-License-Identifier: Apache-2.0
// PREVAIL: map_peek_elem writes past its buffer: a near miss that is safe
// contract: windows/bind
// map: waiting queue 0 16 4
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r1 = map[0]
  r2 = r10
  r2 += -16
  *(u64 *)(r2 + 0) = 0
  call 18
  r0 = 1
  exit
