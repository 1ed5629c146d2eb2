// SPDX-License-Identifier: Apache-2.0
// CVE-2020-27194: 32-bit bounds of an OR taken from 64-bit bounds: a near miss that is safe
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = 0x600000001 ll
  if r6 > r7 goto out
  if r6 < 1 goto out
  r6 |= 0
  w7 = w6
  w7 &= 1
  w7 >>= 1
  w7 &= 1
  r7 <<= 4
  r9 += r7
  r0 = *(u8 *)(r9 + 0)
out:
  r0 = 2
  exit
