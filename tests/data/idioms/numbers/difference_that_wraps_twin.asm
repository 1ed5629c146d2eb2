// SPDX-License-Identifier: Apache-2.0
// A negative difference is below the limit as a signed number
// contract: linux/xdp
// map: entries array 4 4096 1
// expect: reject
// code: A501
// line: 23
// twin-of: difference_that_wraps.asm
// event: difference_that_wraps_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r6 = r0
  call 5
  r7 = r0
  call 5
  r0 -= r7
  if r0 s> 3999 goto out
  r6 += r0
  *(u8 *)(r6 + 0) = 1  // refused here
out:
  r0 = 2
  exit
