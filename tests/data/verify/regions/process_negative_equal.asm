// SPDX-License-Identifier: Apache-2.0
// One before null is a number, and may be what it is
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r6 = r2
  r6 += -1
  r0 = 0
  if r2 != 0 goto out
  if r6 == -1 goto out
  r0 = *(u64 *)(r1 + 200)
out:
  exit
