// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17856: a misaligned stack access: a near miss that is safe
// contract: linux/xdp
// expect: accept
  r2 = r10
  r2 += -16
  *(u64 *)(r2 + 0) = 1
  r0 = 2
  exit
