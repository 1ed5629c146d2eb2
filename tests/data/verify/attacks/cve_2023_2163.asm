// SPDX-License-Identifier: Apache-2.0
// CVE-2023-2163: paths taken for equal that differ in a number
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 29
// twin-of: cve_2023_2163_safe.asm
// event: cve_2023_2163.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = *(u64 *)(r9 + 8)
  r6 &= 1024
  if r6 <= r7 goto second
  r6 %= 1
  r7 = 0
second:
  if r6 <= r7 goto use
  r6 = 0
use:
  r6 >>= 6
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
