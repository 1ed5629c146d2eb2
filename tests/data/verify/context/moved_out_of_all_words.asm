// SPDX-License-Identifier: Apache-2.0
// A pointer that lies nearly 2^63 bytes behind the context, where the end of what is read has wrapped
// contract: windows/bind
// expect: reject
// code: A503
// line: 9
  r2 = 0x7fffffffffffffff ll
  r1 += r2
  r0 = *(u8 *)(r1 + 0)  // refused here
  exit
