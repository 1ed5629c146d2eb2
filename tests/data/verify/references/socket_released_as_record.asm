// SPDX-License-Identifier: Apache-2.0
// A socket is no record
// contract: linux/xdp
// expect: reject
// code: A802
// line: 18
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
  r2 = 0
  call 132  // refused here
out:
  r0 = 2
  exit
