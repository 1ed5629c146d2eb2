// SPDX-License-Identifier: Apache-2.0
// Assay sample: one byte of a stored pointer is read as a number
// contract: windows/process
// expect: reject
// code: A605
// line: 8
  *(u64 *)(r10 - 16) = r1
  r0 = *(u8 *)(r10 - 13)  // refused here
  exit
