// SPDX-License-Identifier: Apache-2.0
// A longest-prefix trie is never allocated beforehand, and must say so (BPF_F_NO_PREALLOC)
// contract: linux/xdp
// map: networks lpm_trie 8 8 16
// expect: reject
// code: A708
// line: 11
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  r1 = map[0]  // refused here
  call 1
  r0 = 2
  exit
