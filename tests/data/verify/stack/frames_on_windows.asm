// SPDX-License-Identifier: Apache-2.0
// On Windows each frame has 512 bytes of its own
// contract: windows/bind
// expect: accept
  *(u64 *)(r10 - 512) = 0
  call inner
  r0 = 1
  exit
inner:
  *(u64 *)(r10 - 512) = 0
  r0 = 0
  exit
