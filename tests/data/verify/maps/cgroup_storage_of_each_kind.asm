// SPDX-License-Identifier: Apache-2.0
// One of each kind
// contract: linux/cgroup_skb
// map: one cgroup_storage 16 8 0
// map: two percpu_cgroup_storage 16 8 0
// expect: accept
  r1 = map[0]
  r2 = map[1]
  r0 = 1
  exit
