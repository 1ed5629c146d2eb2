// SPDX-License-Identifier: Apache-2.0
// A byte less than the slack below a region is no null pointer
// contract: windows/bind
// expect: accept
  r6 = *(u64 *)(r1 + 0)
  r7 = 536870911
  r6 -= r7
  r0 = 1
  if r6 != 0 goto out
  r0 = 7
out:
  exit
