// SPDX-License-Identifier: Apache-2.0
// An address made into a number may be 0, too
// contract: linux/sock_ops
// expect: reject
// code: A901
// line: 13
  r2 = *(u64 *)(r1 + 192)
  r0 = 1
  w3 = w2
  if w3 != 0 goto out
  r0 = 99
out:
  exit // refused here
