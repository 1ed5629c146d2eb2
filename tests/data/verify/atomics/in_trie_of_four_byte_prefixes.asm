// SPDX-License-Identifier: Apache-2.0
// Linux keeps a value behind the prefix of its key: behind four bytes it is at 4 modulo 8
// contract: linux/xdp
// map: m lpm_trie 8 16 16 1
// expect: reject
// code: A508
// line: 18
  r1 = 32
  *(u32 *)(r10 - 8) = r1
  r1 = 5
  *(u32 *)(r10 - 4) = r1
  r2 = r10
  r2 += -8
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 8) += r1  // refused here
out:
  r0 = 2
  exit
