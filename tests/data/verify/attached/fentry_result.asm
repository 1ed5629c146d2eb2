// SPDX-License-Identifier: Apache-2.0
// A program at fentry returns 0.
// contract: linux/fentry
// expect: reject
// code: A901
// line: 8
  r0 = 1
  exit  // refused here
