// SPDX-License-Identifier: Apache-2.0
// Linux takes a map with that at this hook (check_map_prog_compatibility)
// contract: linux/kprobe
// map: values array 4 48 4
// field: values kptr 8
// expect: accept
  r1 = map[0]
  r0 = 0
  exit
