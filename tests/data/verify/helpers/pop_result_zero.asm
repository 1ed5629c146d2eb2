// SPDX-License-Identifier: Apache-2.0
// Where the result is zero, the buffer is written.
// contract: windows/bind
// map: q queue 0 8 4
// map: m array 4 8 1
// expect: accept
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 17
  if r0 != 0 goto out
  r1 = *(u64 *)(r10 - 8)
  r2 = map_value[1] + 0
  *(u64 *)(r2 + 0) = r1
out:
  r0 = 0
  exit
