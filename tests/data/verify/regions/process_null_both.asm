// SPDX-License-Identifier: Apache-2.0
// Begin and end are null together, and the length is 0
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r4 = r3
  r4 -= r2
  r0 = 0
  if r3 != 0 goto out
  if r2 != 0 goto dead
  if r4 != 0 goto dead
  exit
dead:
  r0 = *(u64 *)(r0 + 0)
out:
  exit
