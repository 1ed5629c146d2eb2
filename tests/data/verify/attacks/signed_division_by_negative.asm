// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a signed division by a negative constant turns the bounds around
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 23
// twin-of: signed_division_by_negative_safe.asm
// event: signed_division_by_negative.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  if r6 s> 8 goto out
  if r6 s< -16 goto out
  r6 s/= -1
  if r6 s< 0 goto out
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
