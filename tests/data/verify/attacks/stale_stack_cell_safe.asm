// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a stack cell that a variable store has overwritten in part: a near miss that is safe
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  *(u64 *)(r10 - 16) = 0
  r6 &= 7
  r2 = r10
  r2 += -16
  r2 += r6
  *(u8 *)(r2 + 0) = 16
  r7 = *(u64 *)(r10 - 16)
  r7 &= 15
  r9 += r7
  r0 = *(u8 *)(r9 + 0)
out:
  r0 = 2
  exit
