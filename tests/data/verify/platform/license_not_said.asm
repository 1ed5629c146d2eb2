// SPDX-License-Identifier: Apache-2.0
// Text says none, as a package does: whoever loads it says one
// contract: linux/kprobe
// expect: accept
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  call 113
  r0 = 0
  exit
