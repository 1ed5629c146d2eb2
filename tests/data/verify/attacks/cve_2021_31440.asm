// SPDX-License-Identifier: Apache-2.0
// CVE-2021-31440: a 64-bit lower bound taken for the low half
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 24
// twin-of: cve_2021_31440_safe.asm
// event: cve_2021_31440.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  if r6 < 1 goto out
  if w6 > 1 goto out
  w7 = 1
  w7 -= w6
  r7 <<= 4
  r9 += r7
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
