// SPDX-License-Identifier: Apache-2.0
// Below fewer bytes it does
// contract: linux/xdp
// map: next prog_array 4 4 1
// returns_number: inner
// expect: accept
  *(u64 *)(r10 - 224) = 0
  call inner
  r0 = 2
  exit
inner:
  r2 = map[0]
  r3 = 0
  call 12
  r0 = 0
  exit
