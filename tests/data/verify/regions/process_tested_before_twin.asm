// SPDX-License-Identifier: Apache-2.0
// The same bytes, by their number
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r4 = r3
  r4 -= r2
  r0 = 0
  if r4 < 8 goto out
  r0 = *(u8 *)(r3 - 8)
out:
  exit
