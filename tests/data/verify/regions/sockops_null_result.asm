// SPDX-License-Identifier: Apache-2.0
// What is returned without an skb counts as well
// contract: linux/sock_ops
// expect: reject
// code: A901
// line: 12
  r2 = *(u64 *)(r1 + 192)
  r0 = 1
  if r2 != 0 goto out
  r0 = 99
out:
  exit // refused here
