// SPDX-License-Identifier: Apache-2.0
// An address below every region is null
// contract: linux/sock_ops
// expect: reject
// code: A901
// line: 12
  r2 = *(u64 *)(r1 + 192)
  r0 = 1
  if r2 > 4096 goto out
  r0 = 99
out:
  exit // refused here
