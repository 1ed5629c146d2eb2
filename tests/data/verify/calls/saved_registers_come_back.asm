// SPDX-License-Identifier: Apache-2.0
// The caller's r6 comes back
// contract: windows/bind
// expect: accept
  r6 = 1
  call inner
  r0 = r6
  exit
inner:
  r6 = 77
  r0 = r6
  exit
