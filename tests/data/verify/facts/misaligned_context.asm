// SPDX-License-Identifier: Apache-2.0
// Windows asks for no alignment in the context.
// contract: windows/bind
// expect: accept
  r0 = *(u32 *)(r1 + 18)
  r0 = 0
  exit
