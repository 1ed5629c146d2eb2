// SPDX-License-Identifier: Apache-2.0
// The address of the running task is a number that may be probed.
// contract: linux/kprobe
// expect: reject
// code: A505
// line: 8
  call 158
  r0 = *(u32 *)(r0 + 0)  // refused here
  r0 = 0
  exit
