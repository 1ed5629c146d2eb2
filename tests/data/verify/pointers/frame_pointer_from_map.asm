// SPDX-License-Identifier: Apache-2.0
// Nor may a map be loaded into it
// contract: windows/bind
// map: counts array 4 8 1
// expect: reject
// code: A403
// line: 8
  r10 = map[0]  // refused here
  r0 = 1
  exit
