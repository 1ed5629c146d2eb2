// SPDX-License-Identifier: Apache-2.0
// The format is checked first and read again then
// contract: linux/kprobe
// map: f array 4 16 1
// expect: reject
// code: A701
// line: 13
  r1 = map_value[0] + 0
  r2 = 16
  r3 = 0
  r4 = 0
  r5 = 0
  call 6  // refused here
  r0 = 0
  exit
