// SPDX-License-Identifier: Apache-2.0
// What the subprogram would have written after the tail call is not written
// contract: windows/bind
// map: next prog_array 4 4 1
// expect: reject
// code: A402
// line: 11
  r2 = r10
  r2 += -8
  call inner
  r1 = *(u64 *)(r10 - 8)  // refused here
  r0 = 1
  exit
inner:
  r6 = r2
  r2 = map[0]
  r3 = 0
  call 5
  *(u64 *)(r6 + 0) = 1
  r0 = 0
  exit
