// SPDX-License-Identifier: Apache-2.0
// A look-up in a trie of Linux follows no more of the key than the trie's nodes have, whatever others write into it
// contract: linux/xdp
// map: keys array 4 8 1
// map: t lpm_trie 8 8 16 1
// expect: accept
  r2 = map_value[0] + 0
  r1 = map[1]
  call 1
  r0 = 2
  exit
