// SPDX-License-Identifier: Apache-2.0
// A loop inside a loop.
// contract: linux/xdp
// expect: accept
  r6 = 0
outer:
  r7 = 0
inner:
  r7 += 1
  if r7 < 10 goto inner
  r6 += 1
  if r6 < 10 goto outer
  r0 = 2
  exit
