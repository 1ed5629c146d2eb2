// SPDX-License-Identifier: Apache-2.0
// At tc nobody but the program writes the packet
// contract: linux/sched_cls
// expect: accept
  r6 = *(u32 *)(r1 + 76)
  r7 = *(u32 *)(r1 + 80)
  r2 = r6
  r2 += 40
  if r2 > r7 goto out
  r1 = r6
  r2 = r6
  r2 += 20
  r3 = 20
  call 204
out:
  r0 = 2
  exit
