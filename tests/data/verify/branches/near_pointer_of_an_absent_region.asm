// SPDX-License-Identifier: Apache-2.0
// Near a region that may be absent, it is: the pointer is then what was added to null
// contract: windows/bind
// expect: reject
// code: A502
// line: 12
  r6 = *(u64 *)(r1 + 0)
  r7 = *(u8 *)(r1 + 40)
  r6 += r7
  r0 = 1
  if r6 != 0 goto out
  r0 = *(u8 *)(r10 + 8)  // reached, and refused here
out:
  exit
