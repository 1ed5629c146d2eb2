// SPDX-License-Identifier: Apache-2.0
// The kernel has no flags of get_local_storage, and refuses others than 0.
// contract: linux/cgroup_skb
// map: storage cgroup_storage 16 8 0
// expect: reject
// code: A704
// line: 10
  r1 = map[0]
  r2 = 1
  call 81  // refused here
  r0 = 1
  exit
