// SPDX-License-Identifier: Apache-2.0
// CVE-2023-52676: a stack offset that overflows 32 bits
// contract: linux/xdp
// expect: reject
// code: A502
// line: 12
// twin-of: cve_2023_52676_safe.asm
// event: cve_2023_52676.event.json
  r6 = 0x7fffffff
  r2 = r10
  r2 += r6
  *(u8 *)(r2 + 1) = 0  // refused here
  r0 = 2
  exit
