// SPDX-License-Identifier: Apache-2.0
// A result that is no error number: the kernel hands out a socket without its inner one
// contract: linux/cgroup_sock
// expect: reject
// code: A704
// line: 8
  r1 = 1
  call 187  // refused here
  r0 = 1
  exit
