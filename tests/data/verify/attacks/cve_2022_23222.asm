// SPDX-License-Identifier: Apache-2.0
// CVE-2022-23222: arithmetic on a pointer that may be null
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A504
// line: 16
// twin-of: cve_2022_23222_safe.asm
// event: cve_2022_23222.event.json
  *(u32 *)(r10 - 4) = 1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r6 = r0
  r6 += 1  // refused here
  if r0 != 0 goto out
  r6 <<= 4
  r2 = r10
  r2 += -16
  r2 += r6
  *(u8 *)(r2 + 0) = 0
out:
  r0 = 2
  exit
