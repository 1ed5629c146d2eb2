// SPDX-License-Identifier: Apache-2.0
// A kind of map that the contract does not know is refused where the map is named
// contract: windows/bind
// map: odd 99 4 8 1
// expect: reject
// code: A206
// line: 8
  r1 = map[0]  // refused here
  r0 = 1
  exit
