// SPDX-License-Identifier: Apache-2.0
// An index that is tested after the call is good
// contract: windows/bind
// map: waiting queue 0 8 4
// expect: accept
  *(u64 *)(r10 - 8) = 1
  *(u64 *)(r10 - 16) = 0
  *(u64 *)(r10 - 24) = 0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18
  r1 = *(u64 *)(r10 - 8)
  if r1 > 15 goto out
  r2 = r10
  r2 += -24
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
out:
  r0 = 1
  exit
