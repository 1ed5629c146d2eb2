// SPDX-License-Identifier: Apache-2.0
// The address of a data section is a number that a loader will write, so its bits are unknown numbers
// contract: linux/lirc_mode2
// rodata: parameters 6400000032000000
// expect: accept
  r2 = map_value[0] + 4
  r2 <<= 32
  r2 s>>= 32
  r3 = 100
  r3 -= r2
  r0 = 0
  exit
