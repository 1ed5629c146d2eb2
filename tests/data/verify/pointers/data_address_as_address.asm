// SPDX-License-Identifier: Apache-2.0
// What arithmetic makes of the address of a data section is no address any more
// contract: linux/lirc_mode2
// rodata: parameters 6400000032000000
// expect: reject
// code: A505
// line: 11
  r2 = map_value[0] + 4
  r2 <<= 32
  r2 s>>= 32
  r0 = *(u8 *)(r2 + 0)  // refused here
  exit
