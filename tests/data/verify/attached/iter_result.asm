// SPDX-License-Identifier: Apache-2.0
// An iterator goes on (0) or stops (1).
// contract: linux/iter
// expect: reject
// code: A901
// line: 8
  r0 = 2
  exit  // refused here
