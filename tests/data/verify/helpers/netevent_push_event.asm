// SPDX-License-Identifier: Apache-2.0
// The extension declares this helper and gives the platform no table of functions: loading the program would
// follow a null pointer.
// contract: windows/netevent
// expect: reject
// code: A203
// line: 8
  call 65536  // refused here
  r0 = 0
  exit
