// SPDX-License-Identifier: Apache-2.0
// probe_read_kernel is for programs under a license that fits the GPL: GPL
// contract: linux/kprobe
// license: GPL
// expect: accept
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  call 113
  r0 = 0
  exit
