// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 12: the index at which the loop ends is one too large
// contract: linux/xdp
// expect: reject
// code: A502
// line: 13
// twin-of: not_equal_exit.asm
// event: not_equal_exit_twin.event.json
  r1 = 0
next:
  r2 = r10
  r2 += r1
  *(u8 *)(r2 - 40) = 0  // refused here
  r1 += 1
  if r1 != 41 goto next
  r0 = 2
  exit
