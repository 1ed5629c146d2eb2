// SPDX-License-Identifier: Apache-2.0
// A result that the hook does not allow
// contract: linux/cgroup_skb
// expect: reject
// code: A901
// line: 8
  r0 = 2
  exit  // refused here
