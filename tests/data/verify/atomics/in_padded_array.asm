// SPDX-License-Identifier: Apache-2.0
// Linux pads the values of an array to multiples of 8
// contract: linux/xdp
// map: m array 4 12 16
// expect: accept
  r1 = 5
  *(u32 *)(r10 - 4) = r1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1
out:
  r0 = 2
  exit
