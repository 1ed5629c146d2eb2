// SPDX-License-Identifier: Apache-2.0
// The interpreter's le16 leaves the register as it is.
// contract: windows/bind
// map: m array 4 65536 1
// expect: reject
// code: A501
// line: 12
  r2 = *(u64 *)(r1 + 16)
  r2 = le16 r2
  r3 = map_value[0] + 0
  r3 += r2
  r0 = *(u8 *)(r3 + 0)  // refused here
  r0 &= 1
  exit
