// SPDX-License-Identifier: Apache-2.0
// Windows does not ask for it
// contract: windows/bind
// expect: accept
  *(u64 *)(r10 - 12) = 0
  r0 = 1
  exit
