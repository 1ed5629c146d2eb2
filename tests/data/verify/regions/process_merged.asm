// SPDX-License-Identifier: Apache-2.0
// Null on one path and tested on the other: one pointer behind the merge
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r7 = 0
  if r2 == 0 goto merge
  r7 = 1
merge:
  r4 = r2
  r4 += 4
  r0 = 0
  if r4 > r3 goto out
  r0 = *(u32 *)(r2 + 0)
out:
  exit
