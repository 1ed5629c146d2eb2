// SPDX-License-Identifier: Apache-2.0
// Linux takes no map with that at this hook (check_map_prog_compatibility)
// contract: linux/kprobe
// map: values array 4 48 4
// field: values bpf_wq 8
// expect: reject
// code: A211
// line: 9
  r1 = map[0]  // refused here
  r0 = 0
  exit
