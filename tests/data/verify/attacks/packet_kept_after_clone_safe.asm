// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a helper that is not known to move the packet: a near miss that is safe
// contract: linux/sched_cls
// expect: accept
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  r2 = r7
  r2 += 14
  if r2 > r8 goto out
  r2 = *(u8 *)(r7 + 0)
out:
  r0 = 0
  exit
