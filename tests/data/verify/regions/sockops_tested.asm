// SPDX-License-Identifier: Apache-2.0
// A test against the end is enough: null plus 1 is beyond null
// contract: linux/sock_ops
// expect: accept
  r2 = *(u64 *)(r1 + 192)
  r3 = *(u64 *)(r1 + 200)
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  r0 = *(u8 *)(r2 + 0)
out:
  r0 = 1
  exit
