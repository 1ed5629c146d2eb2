// SPDX-License-Identifier: Apache-2.0
// CVE-2024-58098: a called function moves the packet: a near miss that is safe
// contract: linux/sched_cls
// expect: accept
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  r2 = r7
  r2 += 14
  if r2 > r8 goto out
  r1 = r6
  call move
  r2 = *(u8 *)(r7 + 0)
out:
  r0 = 0
  exit
move:
  r0 = 0
  exit
