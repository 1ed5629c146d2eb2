// SPDX-License-Identifier: Apache-2.0
// A store of 32 bits of a pointer (check_stack_write_fixed_off)
// contract: linux/xdp
// expect: reject
// code: A605
// line: 7
  *(u32 *)(r10 - 8) = r1  // refused here
  r0 = 2
  exit
