// SPDX-License-Identifier: Apache-2.0
// CVE-2021-3444: a 32-bit remainder by zero: a near miss that is safe
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
  r7 = r6
  r7 &= 1
  r6 = 0x10000000f ll
  w6 %= w7
  r9 += r6
  r0 = *(u8 *)(r9 + 0)
out:
  r0 = 2
  exit
