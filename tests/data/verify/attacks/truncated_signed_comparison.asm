// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a signed comparison of the low half says nothing of the whole
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 21
// twin-of: truncated_signed_comparison_safe.asm
// event: truncated_signed_comparison.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  if w6 s> 15 goto out
  if w6 s< 0 goto out
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
