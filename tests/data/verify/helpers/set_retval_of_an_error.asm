// SPDX-License-Identifier: Apache-2.0
// The error that a system call ends with
// contract: linux/cgroup_sock
// expect: accept
  r1 = -13
  call 187
  r0 = 1
  exit
