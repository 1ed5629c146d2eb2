// SPDX-License-Identifier: Apache-2.0
// A hash table copies its key
// contract: windows/bind
// map: keys array 4 8 1
// map: h hash 8 8 16
// expect: accept
  r2 = map_value[0] + 0
  r1 = map[1]
  call 1
  r0 = 0
  exit
