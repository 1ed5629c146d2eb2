// SPDX-License-Identifier: Apache-2.0
// An offset that only the event knows
// contract: windows/process
// expect: reject
// code: A511
// line: 10
  r2 = *(u32 *)(r1 + 72)
  r2 &= 31
  r1 += r2
  r0 = *(u8 *)(r1 + 76)  // refused here
  exit
