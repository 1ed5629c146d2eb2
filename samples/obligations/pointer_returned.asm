// SPDX-License-Identifier: Apache-2.0
// Assay sample: the address of the context is the result
// contract: windows/process
// expect: reject
// code: A604
// line: 8
  r0 = r1
  exit  // refused here
