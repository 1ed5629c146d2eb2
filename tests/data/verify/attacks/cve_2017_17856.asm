// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17856: a misaligned stack access
// contract: linux/xdp
// expect: reject
// code: A508
// line: 9
  r2 = r10
  r2 += -10
  *(u64 *)(r2 + 0) = 1  // refused here
  r0 = 2
  exit
