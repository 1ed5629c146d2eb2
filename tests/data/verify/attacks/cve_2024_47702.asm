// SPDX-License-Identifier: Apache-2.0
// CVE-2024-47702: a pointer of the context is loaded with sign extension
// contract: linux/xdp
// expect: reject
// code: A507
// line: 7
  r2 = *(s32 *)(r1 + 0)  // refused here
  r0 = 2
  exit
