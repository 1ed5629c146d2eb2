// SPDX-License-Identifier: Apache-2.0
// A dead pointer is no result
// contract: windows/xdp
// expect: reject
// code: A509
// line: 11
  r6 = *(u64 *)(r1 + 0)
  r2 = 0
  call 65536
  // Nothing is left of it to return.
  r0 = r6  // refused here
  exit
