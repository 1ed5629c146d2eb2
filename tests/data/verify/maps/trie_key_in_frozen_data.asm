// SPDX-License-Identifier: Apache-2.0
// Nobody changes read-only data
// contract: linux/xdp
// map: t lpm_trie 8 8 16 1
// rodata: keys 2000000005000000
// expect: accept
  r2 = map_value[1] + 0
  r1 = map[0]
  call 1
  r0 = 2
  exit
