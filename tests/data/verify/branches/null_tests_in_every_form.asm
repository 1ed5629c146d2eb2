// SPDX-License-Identifier: Apache-2.0
// Every comparison with zero that tells a null pointer from another, whichever side it stands on
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r7 = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r7 == r0 goto out
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 <= 0 goto out
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r7 >= r0 goto out
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 != 0 goto use4
  goto out
use4:
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r7 != r0 goto use5
  goto out
use5:
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 > 0 goto use6
  goto out
use6:
  r1 = *(u64 *)(r0 + 0)
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r7 < r0 goto use7
  goto out
use7:
  r1 = *(u64 *)(r0 + 0)
out:
  r0 = 2
  exit
