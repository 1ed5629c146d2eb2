// SPDX-License-Identifier: Apache-2.0
// Other programs may not.
// contract: linux/fentry
// expect: reject
// code: A203
// line: 11
  r3 = *(u64 *)(r1 + 0)
  r1 = r10
  r1 += -16
  r2 = 16
  call 148  // refused here
  r0 = 0
  exit
