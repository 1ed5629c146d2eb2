// SPDX-License-Identifier: Apache-2.0
// A deletion reads the length again, too
// contract: windows/bind
// map: keys array 4 8 1
// map: t lpm_trie 8 8 16
// expect: reject
// code: A701
// line: 11
  r2 = map_value[0] + 0
  r1 = map[1]
  call 3  // refused here
  r0 = 0
  exit
