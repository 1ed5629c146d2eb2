// SPDX-License-Identifier: Apache-2.0
// Part of a field that the kernel lets a program read from its first byte
// contract: linux/cgroup_sock
// expect: accept
  r2 = *(u8 *)(r1 + 4)
  r3 = *(u16 *)(r1 + 8)
  r0 = 1
  exit
