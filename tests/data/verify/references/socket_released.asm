// SPDX-License-Identifier: Apache-2.0
// A socket that was looked up is released
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 16) = 0
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -16
  r3 = 12
  r4 = 0
  r5 = 0
  call 84
  if r0 == 0 goto out
  r1 = r0
  call 86
out:
  r0 = 2
  exit
