// SPDX-License-Identifier: Apache-2.0
// CVE-2021-3444: a 32-bit remainder by zero
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 23
// twin-of: cve_2021_3444_safe.asm
// event: cve_2021_3444.event.json
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
  r6 = 0x100000010 ll
  w6 %= w7
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
