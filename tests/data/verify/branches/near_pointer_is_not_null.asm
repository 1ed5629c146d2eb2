// SPDX-License-Identifier: Apache-2.0
// A pointer near its region, which is never null, is never the number 0
// contract: windows/xdp
// expect: accept
  r6 = *(u64 *)(r1 + 0)
  r7 = *(u8 *)(r1 + 24)
  r6 += r7
  r0 = 1
  if r6 != 0 goto out
  r0 = 7
out:
  exit
