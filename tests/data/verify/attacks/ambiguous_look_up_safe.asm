// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a look-up in one of two maps: a near miss that is safe
// contract: linux/xdp
// map: wide array 4 16 1
// map: slim array 4 8 1
// expect: accept
  r6 = *(u32 *)(r1 + 12)
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  if r6 == 0 goto chosen
  r1 = map[1]
chosen:
  call 1
  if r0 == 0 goto out
  r0 = *(u64 *)(r0 + 0)
out:
  r0 = 2
  exit
