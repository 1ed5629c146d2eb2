// SPDX-License-Identifier: Apache-2.0
// A buffer is written as far as the size says, of which only the most is known
// contract: unspec
// map: sizes array 4 8 1
// expect: reject
// code: A402
// line: 17
  r1 = map_value[0]
  r6 = *(u64 *)(r1 + 0)
  w2 = w6
  if w2 == 0 goto out
  if w2 > 16 goto out
  r2 = r6
  r1 = r10
  r1 += -16
  call 16
  r1 = *(u64 *)(r10 - 8)  // refused here
out:
  r0 = 0
  exit
