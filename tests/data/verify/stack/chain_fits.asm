// SPDX-License-Identifier: Apache-2.0
// Two frames of 256 bytes fill the 512 of a chain
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 256) = 0
  call inner
  r0 = 2
  exit
inner:
  *(u64 *)(r10 - 256) = 0
  r0 = 0
  exit
