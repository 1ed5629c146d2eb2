// SPDX-License-Identifier: Apache-2.0
// probe_read_kernel is for programs under a license that fits the GPL: Apache-2.0
// contract: linux/kprobe
// license: Apache-2.0
// expect: reject
// code: A210
// line: 12
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  call 113  // refused here
  r0 = 0
  exit
