// SPDX-License-Identifier: Apache-2.0
// The difference of two pointers into one region is a number
// contract: windows/bind
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r3 -= r2
  r0 = 1
  if r3 > 10 goto out
  r0 = 0
out:
  exit
