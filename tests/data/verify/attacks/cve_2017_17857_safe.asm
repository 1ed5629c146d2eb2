// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17857: a helper's buffer at a stack offset that varies: a near miss that is safe
// contract: linux/sched_cls
// expect: accept
  r6 = *(u32 *)(r1 + 0)
  r6 &= 56
  *(u64 *)(r10 - 8) = 0
  r2 = 0
  r3 = r10
  r3 += -64
  r3 += r6
  r4 = 8
  call 26
  r0 = 0
  exit
