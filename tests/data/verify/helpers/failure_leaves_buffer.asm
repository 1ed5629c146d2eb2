// SPDX-License-Identifier: Apache-2.0
// Where the helper failed, its buffer is not written
// contract: windows/bind
// map: waiting queue 0 8 4
// expect: reject
// code: A402
// line: 13
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18
  if r0 s>= 0 goto good
  r1 = *(u64 *)(r10 - 8)  // refused here
good:
  r0 = 1
  exit
