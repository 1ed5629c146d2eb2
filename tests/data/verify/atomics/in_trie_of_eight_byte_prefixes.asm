// SPDX-License-Identifier: Apache-2.0
// Behind eight bytes a value is aligned
// contract: linux/xdp
// map: m lpm_trie 12 16 16 1
// expect: accept
  r1 = 32
  *(u32 *)(r10 - 12) = r1
  r1 = 5
  *(u32 *)(r10 - 8) = r1
  r2 = r10
  *(u32 *)(r10 - 4) = 0
  r2 += -12
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 8) += r1
out:
  r0 = 2
  exit
