// SPDX-License-Identifier: Apache-2.0
// Linux: a bound on a sum that may wrap
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 22
// twin-of: linked_by_sum_safe.asm
// event: linked_by_sum.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = r6
  r7 += 8
  if r7 > 15 goto out
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
