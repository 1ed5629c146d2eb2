// SPDX-License-Identifier: Apache-2.0
// A program that may sleep is not loaded with a prefix tree.
// contract: linux/uprobe_sleepable
// map: tree 11 8 8 16 1
// expect: reject
// code: A206
// line: 12
  r6 = 0
  *(u64 *)(r10 - 8) = r6
  r2 = r10
  r2 += -8
  r1 = map[0]  // refused here
  r7 = r1
  call 1
  r0 = 0
  exit
