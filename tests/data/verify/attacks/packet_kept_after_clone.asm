// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a helper that is not known to move the packet
// contract: linux/sched_cls
// expect: reject
// code: A509
// line: 19
// twin-of: packet_kept_after_clone_safe.asm
// event: packet_kept_after_clone.event.json
  r6 = r1
  r7 = *(u32 *)(r6 + 76)
  r8 = *(u32 *)(r6 + 80)
  r2 = r7
  r2 += 14
  if r2 > r8 goto out
  r1 = r6
  r2 = 1
  r3 = 0
  call 13
  r2 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 0
  exit
