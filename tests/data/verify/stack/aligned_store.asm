// SPDX-License-Identifier: Apache-2.0
// Aligned it is fine
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 16) = 0
  *(u32 *)(r10 - 4) = 0
  r0 = 2
  exit
