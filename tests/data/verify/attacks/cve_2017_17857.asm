// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17857: a helper's buffer at a stack offset that varies
// contract: linux/sched_cls
// expect: reject
// code: A703
// line: 17
// twin-of: cve_2017_17857_safe.asm
// event: cve_2017_17857.event.json
  r6 = *(u32 *)(r1 + 0)
  r6 &= 63
  *(u64 *)(r10 - 8) = 0
  r2 = 0
  r3 = r10
  r3 += -64
  r3 += r6
  r4 = 8
  call 26  // refused here
  r0 = 0
  exit
