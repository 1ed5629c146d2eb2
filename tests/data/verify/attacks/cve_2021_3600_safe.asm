// SPDX-License-Identifier: Apache-2.0
// CVE-2021-3600: a 32-bit division whose divisor has more than 32 bits: a near miss that is safe
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
  r7 = 0x100000000 ll
  r6 = 32
  w6 /= w7
  r6 += 15
  r9 += r6
  r0 = *(u8 *)(r9 + 0)
out:
  r0 = 2
  exit
