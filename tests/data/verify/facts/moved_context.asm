// SPDX-License-Identifier: Apache-2.0
// Windows takes a context pointer to which a number was added.
// contract: windows/bind
// expect: accept
  r1 += 8
  r0 = *(u64 *)(r1 + 8)
  r0 = 0
  exit
