// SPDX-License-Identifier: Apache-2.0
// Part of such a field that begins behind its first byte: the kernel's check names the offset alone
// contract: linux/cgroup_sock
// expect: reject
// code: A507
// line: 7
  r2 = *(u8 *)(r1 + 5)  // refused here
  r0 = 1
  exit
