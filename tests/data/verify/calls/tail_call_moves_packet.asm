// SPDX-License-Identifier: Apache-2.0
// It may have moved the packet under the caller
// contract: linux/xdp
// map: next prog_array 4 4 1
// returns_number: inner
// expect: reject
// code: A509
// line: 17
  r6 = r1
  r7 = *(u32 *)(r6 + 0)
  r8 = *(u32 *)(r6 + 4)
  r2 = r7
  r2 += 1
  if r2 > r8 goto out
  r1 = r6
  call inner
  r1 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 2
  exit
inner:
  r2 = map[0]
  r3 = 0
  call 12
  r0 = 0
  exit
