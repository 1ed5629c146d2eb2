// SPDX-License-Identifier: Apache-2.0
// Nothing lies behind it
// contract: windows/process
// expect: reject
// code: A503
// line: 7
  r0 = *(u64 *)(r1 + 140)  // refused here
  exit
