// SPDX-License-Identifier: Apache-2.0
// The address is in another register; an addition without the old value works through r0, too.
// contract: windows/bind
// map: m array 4 8 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r1 = map[0]
  r2 = r10
  r2 += -4
  call 1
  if r0 == 0 goto out
  r3 = r0
  r1 = 1
  r1 = atomic_fetch_add((u64 *)(r3 + 0), r1)
  lock *(u64 *)(r0 + 0) += r1
out:
  r0 = 0
  exit
