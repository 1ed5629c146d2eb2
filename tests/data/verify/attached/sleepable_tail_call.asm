// SPDX-License-Identifier: Apache-2.0
// A program that may sleep has no array of programs, and so no tail calls.
// contract: linux/uprobe_sleepable
// map: counts array 4 4 8
// expect: reject
// code: A203
// line: 10
  r2 = map[0]
  r3 = 0
  call 12  // refused here
  r0 = 0
  exit
