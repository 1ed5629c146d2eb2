// SPDX-License-Identifier: Apache-2.0
// CVE-2021-3490: OR of values whose low halves are known, and high halves not
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 26
// twin-of: cve_2021_3490_or_safe.asm
// event: cve_2021_3490_or.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r6 >>= 32
  r6 <<= 32
  r6 += 1
  r7 = 0x100000001 ll
  r6 |= r7
  w6 = w6
  w6 <<= 4
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
