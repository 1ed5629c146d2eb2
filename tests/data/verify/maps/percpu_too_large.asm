// SPDX-License-Identifier: Apache-2.0
// A value for each CPU has 32 KiB at most: larger ones the kernel refuses (E2BIG)
// contract: linux/xdp
// map: big percpu_array 4 32769 1
// expect: reject
// code: A708
// line: 11
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]  // refused here
  call 1
  r0 = 2
  exit
