// SPDX-License-Identifier: Apache-2.0
// A value beside a pointer is fine
// contract: windows/bind
// map: kept hash 4 8 4
// expect: accept
  *(u64 *)(r10 - 8) = r1
  *(u64 *)(r10 - 24) = 7
  *(u32 *)(r10 - 12) = 0
  r3 = r10
  r3 += -24
  r2 = r10
  r2 += -12
  r1 = map[0]
  r4 = 0
  call 2
  r0 = 1
  exit
