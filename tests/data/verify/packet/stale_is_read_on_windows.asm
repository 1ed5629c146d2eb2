// SPDX-License-Identifier: Apache-2.0
// Windows lets no pointer be a number, so one into a packet that moved may not be read at all
// contract: windows/xdp
// expect: reject
// code: A509
// line: 12
  r6 = r1
  r7 = *(u64 *)(r1 + 0)
  r1 = r6
  r2 = 0
  call 65536
  r8 = r7  // refused here
  r0 = 1
  exit
