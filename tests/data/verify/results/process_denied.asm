// SPDX-License-Identifier: Apache-2.0
// A negative number denies a process: STATUS_ACCESS_DENIED.
// contract: windows/process
// expect: accept
  w0 = 0xc0000022
  exit
