// SPDX-License-Identifier: Apache-2.0
// Nobody changes read-only data
// contract: linux/kprobe
// rodata: f 48692100
// expect: accept
  r1 = map_value[0] + 0
  r2 = 4
  r3 = 0
  r4 = 0
  r5 = 0
  call 6
  r0 = 0
  exit
