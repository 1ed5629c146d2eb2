// SPDX-License-Identifier: Apache-2.0
// The difference of both, in 32 bits
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r0 = 0
  r5 = r3
  w5 -= w2
  if w5 < 14 goto out
  r0 = *(u8 *)(r2 + 13)
out:
  exit
