// SPDX-License-Identifier: Apache-2.0
// The low half as a signed number, times 16, by two shifts
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
  call 5
  if w0 s> 99 goto out
  if w0 s< 1 goto out
  r0 <<= 32
  r0 s>>= 28
  r6 += r0
  *(u8 *)(r6 + 0) = 1
out:
  r0 = 2
  exit
