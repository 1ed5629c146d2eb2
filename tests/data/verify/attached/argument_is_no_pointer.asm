// SPDX-License-Identifier: Apache-2.0
// An argument is a number, whatever the kernel makes of it: not to be followed.
// contract: linux/fentry
// expect: reject
// code: A505
// line: 8
  r1 = *(u64 *)(r1 + 0)
  r0 = *(u32 *)(r1 + 0)  // refused here
  r0 = 0
  exit
