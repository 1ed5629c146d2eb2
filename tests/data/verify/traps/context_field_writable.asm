// SPDX-License-Identifier: Apache-2.0
// The address of a bind may be replaced
// contract: windows/bind
// expect: accept
  *(u32 *)(r1 + 24) = 0
  r0 = 2
  exit
