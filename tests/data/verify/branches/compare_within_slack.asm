// SPDX-License-Identifier: Apache-2.0
// Less than the slack behind the end nothing wraps around
// contract: windows/bind
// expect: accept
  r6 = *(u64 *)(r1 + 0)
  r7 = *(u64 *)(r1 + 8)
  r2 = r7
  r3 = 536870911
  r2 += r3
  r0 = 1
  if r2 > r6 goto out
  r0 = 7
out:
  exit
