// SPDX-License-Identifier: Apache-2.0
// The end of one element may be the begin of another: equal addresses are no equal offsets
// contract: linux/xdp
// map: counts hash 4 8 16
// expect: reject
// code: A501
// line: 25
  r8 = *(u32 *)(r1 + 12)
  r8 &= 8
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
  r6 += r8
  if r6 != r0 goto out
  r1 = *(u64 *)(r6 + 0)  // refused here
out:
  r0 = 2
  exit
