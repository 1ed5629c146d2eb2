// SPDX-License-Identifier: Apache-2.0
// Constants stay read-only when they are looked up.
// contract: linux/xdp
// rodata: table 0001020304050607
// expect: reject
// code: A506
// line: 14
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  *(u8 *)(r0 + 7) = 1  // refused here
out:
  r0 = 2
  exit
