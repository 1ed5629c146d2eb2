// SPDX-License-Identifier: Apache-2.0
// A session runs after the function (0) or not (1).
// contract: linux/kprobe_session
// expect: reject
// code: A901
// line: 8
  r0 = 2
  exit  // refused here
