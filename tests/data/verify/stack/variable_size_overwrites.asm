// SPDX-License-Identifier: Apache-2.0
// What a helper may have written holds its old value no more
// contract: windows/xdp
// expect: reject
// code: A901
// line: 18
  r6 = *(u64 *)(r1 + 16)
  r6 &= 15
  r6 += 1
  *(u64 *)(r10 - 16) = 1
  *(u64 *)(r10 - 8) = 0
  r1 = r10
  r1 += -16
  r2 = r6
  r3 = 255
  call 24
  r0 = *(u64 *)(r10 - 16)
  exit  // refused here
