// SPDX-License-Identifier: Apache-2.0
// CVE-2023-39191: a dynamic pointer on the stack
// contract: linux/xdp
// expect: reject
// code: A207
// line: 14
  *(u64 *)(r10 - 24) = 0
  r1 = r10
  r1 += -24
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 197  // refused here
  r0 = 2
  exit
