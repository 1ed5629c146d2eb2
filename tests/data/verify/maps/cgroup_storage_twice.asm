// SPDX-License-Identifier: Apache-2.0
// Two storages of one kind (bpf_cgroup_storage_assign)
// contract: linux/cgroup_skb
// map: one cgroup_storage 16 8 0
// map: two cgroup_storage 16 8 0
// expect: reject
// code: A211
// line: 10
  r1 = map[0]
  r2 = map[1]  // refused here
  r0 = 1
  exit
