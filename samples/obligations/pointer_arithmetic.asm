// SPDX-License-Identifier: Apache-2.0
// Assay sample: a context pointer is multiplied
// contract: windows/process
// expect: reject
// code: A601
// line: 7
  r1 *= 2  // refused here
  r0 = 0
  exit
