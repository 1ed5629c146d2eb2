// SPDX-License-Identifier: Apache-2.0
// With size zero it is fine
// contract: windows/bind
// expect: accept
  r1 = 0
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  call 10
  r0 = 1
  exit
