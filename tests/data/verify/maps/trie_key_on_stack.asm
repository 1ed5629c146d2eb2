// SPDX-License-Identifier: Apache-2.0
// The key is the program's own, and holds after the look-up what it held before.
// contract: windows/bind
// map: routes lpm_trie 8 4 16
// map: m array 4 8 1
// expect: accept
  *(u32 *)(r10 - 8) = 32
  *(u32 *)(r10 - 4) = 7
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 1
  r1 = *(u32 *)(r10 - 4)
  r2 = map_value[1] + 0
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
  r0 &= 1
  exit
