// SPDX-License-Identifier: Apache-2.0
// A helper that the hook does not offer
// contract: windows/bind
// expect: reject
// code: A203
// line: 7
  call 9999  // refused here
  r0 = 1
  exit
