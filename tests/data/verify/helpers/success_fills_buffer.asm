// SPDX-License-Identifier: Apache-2.0
// Where it succeeded, it is
// contract: windows/bind
// map: waiting queue 0 8 4
// expect: accept
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18
  if r0 != 0 goto bad
  r1 = *(u64 *)(r10 - 8)
bad:
  r0 = 1
  exit
