// SPDX-License-Identifier: Apache-2.0
// A pointer that the caller keeps on the stack is overwritten by the callee's number.
// contract: windows/bind
// map: m array 4 8 1
// expect: reject
// code: A505
// line: 12
  r1 = map_value[0] + 0
  *(u64 *)(r10 - 8) = r1
  call sub
  r1 = *(u64 *)(r10 - 8)
  r0 = *(u8 *)(r1 + 0)  // refused here
  r0 &= 1
  exit
sub:
  r1 = 1
  *(u64 *)(r10 - 8) = r1
  r0 = 0
  exit
