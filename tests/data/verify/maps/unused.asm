// SPDX-License-Identifier: Apache-2.0
// A map that is well defined may be named for nothing
// contract: windows/bind
// map: counts hash 4 8 16
// expect: accept
  r1 = map[0]
  r0 = 1
  exit
