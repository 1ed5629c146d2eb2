// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17854: offsets that overflow when they are added up
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 20
// twin-of: cve_2017_17854_safe.asm
// event: cve_2017_17854.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = 0x7fffffff
  r9 += r6
  r9 += r6
  r0 = *(u8 *)(r9 + 18)  // refused here
out:
  r0 = 2
  exit
