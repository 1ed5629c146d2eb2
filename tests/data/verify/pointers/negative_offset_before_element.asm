// SPDX-License-Identifier: Apache-2.0
// A number with negative signed bounds moves a pointer back, to before its element
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 19
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = *(u64 *)(r0 + 0)
  if r6 s> -1 goto out
  if r6 s< -9 goto out
  r0 += 8
  r0 += r6
  r1 = *(u8 *)(r0 + 0)  // refused here
out:
  r0 = 2
  exit
