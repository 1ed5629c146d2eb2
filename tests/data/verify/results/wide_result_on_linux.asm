// SPDX-License-Identifier: Apache-2.0
// Linux judges all 64 bits of the result
// contract: linux/cgroup_skb
// expect: reject
// code: A901
// line: 8
  r0 = 4294967297 ll
  exit  // refused here
