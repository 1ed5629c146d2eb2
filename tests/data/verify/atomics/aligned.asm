// SPDX-License-Identifier: Apache-2.0
// An atomic operation on a whole word
// contract: linux/xdp
// map: counts array 4 8 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
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
