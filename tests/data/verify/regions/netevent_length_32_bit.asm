// SPDX-License-Identifier: Apache-2.0
// In 32 bits it is near 2^32
// contract: windows/netevent
// expect: reject
// code: A501
// line: 11
  r2 = *(u64 *)(r1 + 8)
  r3 = *(u64 *)(r1 + 16)
  w3 -= w2
  if w3 < 14 goto out
  r0 = *(u8 *)(r2 + 13) // refused here
out:
  r0 = 0
  exit
