// SPDX-License-Identifier: Apache-2.0
// The length of what begins beyond its end is near 2^64
// contract: windows/netevent
// expect: reject
// code: A501
// line: 12
  r2 = *(u64 *)(r1 + 8)
  r3 = *(u64 *)(r1 + 16)
  r4 = r3
  r4 -= r2
  if r4 < 14 goto out
  r0 = *(u8 *)(r2 + 13) // refused here
out:
  r0 = 0
  exit
