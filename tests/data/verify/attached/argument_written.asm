// SPDX-License-Identifier: Apache-2.0
// Arguments are not to be changed.
// contract: linux/fexit
// expect: reject
// code: A506
// line: 8
  r0 = 0
  *(u64 *)(r1 + 0) = r0  // refused here
  exit
