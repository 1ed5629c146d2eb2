// SPDX-License-Identifier: Apache-2.0
// The result at a multiple of 8
// contract: linux/kprobe
// expect: accept
  *(u64 *)(r10 - 16) = 49
  *(u64 *)(r10 - 24) = 0
  *(u64 *)(r10 - 32) = 0
  r1 = r10
  r1 += -16
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -32
  call 105
  r0 = 0
  exit
