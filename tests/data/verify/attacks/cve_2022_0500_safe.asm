// SPDX-License-Identifier: Apache-2.0
// CVE-2022-0500: a helper writes into read-only memory: a near miss that is safe
// contract: linux/sched_cls
// rodata: limits 01000000
// expect: accept
  r2 = 0
  r3 = r10
  r3 += -4
  r4 = 4
  call 26
  r0 = 0
  exit
