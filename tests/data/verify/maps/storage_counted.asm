// SPDX-License-Identifier: Apache-2.0
// Local storage is not counted (bpf_local_storage_map_alloc_check)
// contract: linux/sched_cls
// map: s sk_storage 4 8 1 1
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
