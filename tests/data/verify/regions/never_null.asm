// SPDX-License-Identifier: Apache-2.0
// What lies behind a test for null is dead where the region is always there
// contract: windows/xdp
// expect: accept
  r2 = *(u64 *)(r1 + 0)
  r0 = 1
  if r2 != 0 goto out
  r0 = *(u64 *)(r0 + 0)
out:
  exit
