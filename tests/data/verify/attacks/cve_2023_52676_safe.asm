// SPDX-License-Identifier: Apache-2.0
// CVE-2023-52676: a stack offset that overflows 32 bits: a near miss that is safe
// contract: linux/xdp
// expect: accept
  r6 = 0x7fffffff
  r2 = r10
  r2 += r6
  r2 -= r6
  *(u8 *)(r2 - 1) = 0
  r0 = 2
  exit
