// SPDX-License-Identifier: Apache-2.0
// It replaces r0 whether it exchanged or not
// contract: windows/xdp
// expect: reject
// code: A901
// line: 11
  *(u64 *)(r10 - 8) = 9
  r1 = 8
  r0 = 1
  r0 = cmpxchg_64(r10 - 8, r0, r1)
  exit  // refused here
