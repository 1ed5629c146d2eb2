// SPDX-License-Identifier: Apache-2.0
// What was computed from the begin before the test is a number where it is null
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r6 = r2
  r6 += 4
  r0 = 0
  if r2 != 0 goto out
  if r6 != 4 goto dead
  exit
dead:
  r0 = *(u64 *)(r0 + 0)
out:
  exit
