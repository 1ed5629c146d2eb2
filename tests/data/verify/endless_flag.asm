// SPDX-License-Identifier: Apache-2.0
// A loop that goes on while a word of a shared map is not set: nothing falls
// contract: linux/xdp
// map: flag array 4 8 1
// expect: reject
// code: A305
// line: 17
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
again:
  r1 = *(u64 *)(r6 + 0)
  if r1 == 0 goto again  // refused here
out:
  r0 = 2
  exit
