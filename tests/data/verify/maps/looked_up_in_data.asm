// SPDX-License-Identifier: Apache-2.0
// The file's constants are an array of one element, which a program may look up, too.
// contract: linux/xdp
// rodata: table 0001020304050607
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u8 *)(r0 + 7)
out:
  r0 = 2
  exit
