// SPDX-License-Identifier: Apache-2.0
// Linux lets a helper read what was never written to the stack.
// contract: linux/xdp
// map: m hash 4 8 16
// expect: accept
  *(u32 *)(r10 - 4) = 1
  r1 = map[0]
  r2 = r10
  r2 += -4
  r3 = r10
  r3 += -16
  r4 = 0
  call 2
  r0 = 2
  exit
