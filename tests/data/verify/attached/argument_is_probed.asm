// SPDX-License-Identifier: Apache-2.0
// What an argument points to may be probed.
// contract: linux/fentry
// expect: accept
  r3 = *(u64 *)(r1 + 8)
  r1 = r10
  r1 += -8
  r2 = 8
  call 113
  r0 = 0
  exit
