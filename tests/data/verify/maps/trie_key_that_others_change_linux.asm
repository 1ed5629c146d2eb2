// SPDX-License-Identifier: Apache-2.0
// An update of a trie of Linux keeps the prefix length that it reads behind its check
// contract: linux/xdp
// map: keys array 4 8 1
// map: t lpm_trie 8 8 16 1
// expect: reject
// code: A701
// line: 15
  r2 = map_value[0] + 0
  r3 = r10
  r3 += -8
  r4 = 0
  *(u64 *)(r10 - 8) = r4
  r1 = map[1]
  call 2  // refused here
  r0 = 2
  exit
