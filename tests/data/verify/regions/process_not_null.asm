// SPDX-License-Identifier: Apache-2.0
// Where a byte is there, the region is there
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r4 = r2
  r4 += 2
  r0 = 0
  if r4 > r3 goto out
  if r2 != 0 goto out
  r0 = *(u64 *)(r0 + 0)
out:
  exit
