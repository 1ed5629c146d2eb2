// SPDX-License-Identifier: Apache-2.0
// As a number with a sign it is negative
// contract: windows/netevent
// expect: accept
  r2 = *(u64 *)(r1 + 8)
  r3 = *(u64 *)(r1 + 16)
  r4 = r3
  r4 -= r2
  if r4 s< 14 goto out
  r0 = *(u8 *)(r2 + 13)
out:
  r0 = 0
  exit
