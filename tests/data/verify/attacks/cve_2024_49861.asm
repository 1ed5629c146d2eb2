// SPDX-License-Identifier: Apache-2.0
// CVE-2024-49861: a helper writes its number into read-only memory
// contract: linux/xdp
// rodata: limits 0100000000000000
// expect: reject
// code: A506
// line: 14
  *(u64 *)(r10 - 8) = 0x31
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  r4 = map_value[0]
  call 105  // refused here
  r0 = 1
  exit
