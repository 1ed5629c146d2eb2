// SPDX-License-Identifier: Apache-2.0
// Most fields of a context are read-only
// contract: windows/process
// expect: reject
// code: A506
// line: 7
  *(u64 *)(r1 + 16) = 0  // refused here
  r0 = 0
  exit
