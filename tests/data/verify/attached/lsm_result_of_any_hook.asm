// SPDX-License-Identifier: Apache-2.0
// Of hooks that are not known, 0 is the one result that all take.
// contract: linux/lsm
// expect: reject
// code: A901
// line: 8
  r0 = -1
  exit  // refused here
