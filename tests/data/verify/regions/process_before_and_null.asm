// SPDX-License-Identifier: Apache-2.0
// Tested against null first, the comparison means what it says
// contract: windows/process
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r0 = 0
  if r2 == 0 goto out
  r3 += -8
  if r3 < r2 goto out
  r0 = *(u8 *)(r3 + 0)
out:
  exit
