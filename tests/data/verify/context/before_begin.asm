// SPDX-License-Identifier: Apache-2.0
// Nothing lies before the context
// contract: windows/process
// expect: reject
// code: A503
// line: 7
  r0 = *(u8 *)(r1 - 1)  // refused here
  exit
