// SPDX-License-Identifier: Apache-2.0
// Nor does read-only data
// contract: windows/bind
// rodata: limits 0100000000000000
// expect: reject
// code: A506
// line: 10
  r2 = map_value[0]
  r1 = 1
  lock *(u64 *)(r2 + 0) += r1  // refused here
  r0 = 1
  exit
