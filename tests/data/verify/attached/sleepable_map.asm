// SPDX-License-Identifier: Apache-2.0
// A program that may sleep has fewer kinds of map: no array of programs.
// contract: linux/uprobe_sleepable
// map: progs 3 4 4 8
// expect: reject
// code: A206
// line: 8
  r2 = map[0]  // refused here
  r0 = 0
  exit
