// SPDX-License-Identifier: Apache-2.0
// In native code the caller's variable and the callee's are the same bytes: what is stored through
// the pointer changes the callee's own variable.
// contract: windows/bind
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 24
  r1 = 0
  *(u64 *)(r10 - 8) = r1
  r1 = r10
  r1 += -8
  call sub
  r0 &= 1
  exit
sub:
  r2 = 0
  *(u64 *)(r10 - 8) = r2
  r3 = 1000000
  *(u64 *)(r1 + 0) = r3
  r4 = *(u64 *)(r10 - 8)
  r5 = map_value[0] + 0
  r5 += r4
  r0 = *(u8 *)(r5 + 0)  // refused here
  exit
