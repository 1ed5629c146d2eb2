// SPDX-License-Identifier: Apache-2.0
// A look-up in a trie writes into the key while it searches; here the key lies in memory of the
// platform's.
// contract: windows/bind
// map: routes lpm_trie 8 4 16
// expect: reject
// code: A506
// line: 17
// also: A701:17
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r4 = r2
  r4 += 8
  if r4 > r3 goto out
  if r2 == 0 goto out
  r1 = map[0]
  call 1  // refused here
out:
  r0 = 0
  exit
