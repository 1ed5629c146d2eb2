// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a 32-bit move with sign extension clears the high half: a near miss that is safe
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
  r6 = (s8)r6
  r6 += 1
  if r6 s< 1 goto out
  r6 >>= 28
  r9 += r6
  r0 = *(u8 *)(r9 + 0)
out:
  r0 = 2
  exit
