// SPDX-License-Identifier: Apache-2.0
// A function makes a dynptr in the stack of its caller
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r1 = r10
  call function
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
  r0 = 2
  exit
function:
  r6 = r1
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r6
  r4 += -16
  call 198
  r0 = 0
  exit
