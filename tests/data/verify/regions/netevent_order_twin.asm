// SPDX-License-Identifier: Apache-2.0
// Tested against the end of all
// contract: windows/netevent
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r4 = *(u64 *)(r1 + 16)
  r5 = r2
  r5 += 57
  if r5 > r4 goto out
  r0 = *(u8 *)(r2 + 56)
out:
  r0 = 0
  exit
