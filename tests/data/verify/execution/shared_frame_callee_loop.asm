// SPDX-License-Identifier: Apache-2.0
// A callee's variable lives through the callee's own loop, and the caller's through the call, also
// where both are one frame.
// contract: windows/bind
// map: m array 4 8 1
// expect: accept
  *(u64 *)(r10 - 16) = 3
  r1 = 10
  call sub
  r1 = *(u64 *)(r10 - 16)
  r2 = map_value[0] + 0
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
  r0 &= 1
  exit
sub:
  *(u64 *)(r10 - 8) = 5
  r2 = 0
again:
  r2 += 1
  if r2 < r1 goto again
  r3 = *(u64 *)(r10 - 8)
  r4 = map_value[0] + 0
  r4 += r3
  r0 = *(u8 *)(r4 + 0)
  exit
