// SPDX-License-Identifier: Apache-2.0
// An offset of more numbers than one term holds keeps its upper half: 2^32 lies past the element
// contract: linux/xdp
// map: entries array 4 64 1
// expect: reject
// code: A501
// line: 32
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u64 *)(r0 + 0)
  r2 = *(u64 *)(r0 + 8)
  r3 = *(u64 *)(r0 + 16)
  r4 = *(u64 *)(r0 + 24)
  r5 = *(u64 *)(r0 + 32)
  r1 &= 7
  r2 &= 7
  r3 &= 7
  r4 &= 7
  r5 &= 7
  r6 = 1
  r6 <<= 32
  r5 += r6
  r0 += r1
  r0 += r2
  r0 += r3
  r0 += r4
  r0 += r5
  r1 = *(u8 *)(r0 + 28)  // refused here
out:
  r0 = 2
  exit
