// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a negative stack offset with signed bounds: a near miss that is safe
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
  if r6 s> -8 goto out
  if r6 s< -512 goto out
  r2 = r10
  r2 += r6
  *(u8 *)(r2 + 0) = 0
out:
  r0 = 2
  exit
