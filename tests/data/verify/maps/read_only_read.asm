// SPDX-License-Identifier: Apache-2.0
// Reading it is what it is for
// contract: linux/xdp
// map: fixed array 4 8 1 128
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u64 *)(r0 + 0)
out:
  r0 = 2
  exit
