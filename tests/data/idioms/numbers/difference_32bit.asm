// SPDX-License-Identifier: Apache-2.0
// A 32-bit difference of what was compared before does not wrap
// contract: linux/xdp
// map: entries array 4 4096 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
  call 7
  r7 = r0
  w7 &= 4095
  call 7
  w0 &= 255
  if w7 < w0 goto out
  w7 -= w0
  r6 += r7
  *(u8 *)(r6 + 0) = 1
out:
  r0 = 2
  exit
