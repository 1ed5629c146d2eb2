// SPDX-License-Identifier: Apache-2.0
// A pointer near its region is never the number 0
// contract: windows/bind
// expect: accept
  r6 = *(u64 *)(r1 + 0)
  r7 = *(u8 *)(r1 + 40)
  r6 += r7
  r0 = 1
  if r6 != 0 goto out
  r0 = 7
out:
  exit
