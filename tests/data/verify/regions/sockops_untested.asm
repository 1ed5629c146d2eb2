// SPDX-License-Identifier: Apache-2.0
// A test against null says nothing of the length
// contract: linux/sock_ops
// expect: reject
// code: A501
// line: 9
  r2 = *(u64 *)(r1 + 192)
  if r2 == 0 goto out
  r0 = *(u8 *)(r2 + 0) // refused here
out:
  r0 = 1
  exit
