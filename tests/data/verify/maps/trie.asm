// SPDX-License-Identifier: Apache-2.0
// With the flag it is one
// contract: linux/xdp
// map: networks lpm_trie 8 8 16 1
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  r1 = map[0]
  call 1
  r0 = 2
  exit
