// SPDX-License-Identifier: Apache-2.0
// The program that a subprogram calls by tail returns to the caller, with any result
// contract: windows/xdp
// map: next prog_array 4 4 1
// expect: reject
// code: A901
// line: 11
  call inner
  if r0 == 0 goto good
  r0 = 9
  exit  // refused here
good:
  r0 = 1
  exit
inner:
  r2 = map[0]
  r3 = 0
  call 5
  r0 = 0
  exit
