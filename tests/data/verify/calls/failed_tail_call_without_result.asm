// SPDX-License-Identifier: Apache-2.0
// On Linux, tail_call returns nothing: where it fails, r0 is what the kernel left there (RET_VOID in
// its prototype), and must be written before it is read.
// contract: linux/xdp
// map: next prog_array 4 4 1
// expect: reject
// code: A401
// line: 12
  r2 = map[0]
  r3 = 0
  call 12
  exit  // refused here
