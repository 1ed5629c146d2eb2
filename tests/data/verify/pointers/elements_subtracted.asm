// SPDX-License-Identifier: Apache-2.0
// Two look-ups in one map may give two elements: their distance is no difference of offsets
// contract: linux/xdp
// map: counts hash 4 8 16
// expect: reject
// code: A501
// line: 23
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
  *(u32 *)(r10 - 4) = 1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 -= r0
  r0 += r6
  r1 = *(u64 *)(r0 + 0)  // refused here
out:
  r0 = 2
  exit
