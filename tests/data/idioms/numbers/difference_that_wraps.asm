// SPDX-License-Identifier: Apache-2.0
// A difference that may wrap is compared before it is used
// contract: linux/xdp
// map: entries array 4 4096 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
  call 5
  r7 = r0
  call 5
  r0 -= r7
  if r0 > 3999 goto out
  r6 += r0
  *(u8 *)(r6 + 0) = 1
out:
  r0 = 2
  exit
