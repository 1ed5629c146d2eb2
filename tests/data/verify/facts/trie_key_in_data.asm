// SPDX-License-Identifier: Apache-2.0
// On Linux a look-up in a trie leaves its key alone, so that the key may be read-only data.
// contract: linux/xdp
// map: routes lpm_trie 8 4 16 1
// rodata: key 2000000001020304
// expect: accept
  r1 = map[0]
  r2 = map_value[1] + 0
  call 1
  r0 = 2
  exit
