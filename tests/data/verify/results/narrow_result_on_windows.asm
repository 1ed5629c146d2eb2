// SPDX-License-Identifier: Apache-2.0
// Windows reads 32 bits
// contract: windows/bind
// expect: accept
  r0 = 4294967297 ll
  exit
