// SPDX-License-Identifier: Apache-2.0
// CVE-2022-0500: a helper writes into read-only memory
// contract: linux/sched_cls
// rodata: limits 01000000
// expect: reject
// code: A506
// line: 11
  r2 = 0
  r3 = map_value[0]
  r4 = 4
  call 26  // refused here
  r0 = 0
  exit
