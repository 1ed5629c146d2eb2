// SPDX-License-Identifier: Apache-2.0
// Nor by a helper
// contract: linux/xdp
// map: fixed array 4 8 1 128
// expect: reject
// code: A506
// line: 16
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = r0
  r2 = 8
  call 16  // refused here
out:
  r0 = 2
  exit
