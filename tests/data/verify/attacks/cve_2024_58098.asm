// SPDX-License-Identifier: Apache-2.0
// CVE-2024-58098: a called function moves the packet
// contract: linux/sched_cls
// expect: reject
// code: A509
// line: 17
// twin-of: cve_2024_58098_safe.asm
// event: cve_2024_58098.event.json
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  r2 = r7
  r2 += 14
  if r2 > r8 goto out
  r1 = r6
  call move
  r2 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 0
  exit
move:
  r2 = 64
  call 39
  r0 = 0
  exit
