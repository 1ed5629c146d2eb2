// SPDX-License-Identifier: Apache-2.0
// A caller that takes any result is fine
// contract: windows/bind
// map: next prog_array 4 4 1
// expect: accept
  call inner
  if r0 == 0 goto good
  r0 = 3
  exit
good:
  r0 = 1
  exit
inner:
  r2 = map[0]
  r3 = 0
  call 5
  r0 = 0
  exit
