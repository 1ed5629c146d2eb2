// SPDX-License-Identifier: Apache-2.0
// CVE-2024-47702: a pointer of the context is loaded with sign extension: a near miss that is safe
// contract: linux/xdp
// expect: accept
  r2 = *(u32 *)(r1 + 0)
  r0 = 2
  exit
