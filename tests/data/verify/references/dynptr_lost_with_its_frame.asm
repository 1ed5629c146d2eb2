// SPDX-License-Identifier: Apache-2.0
// A dynptr is not left behind on the stack of a function that ended
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A801
// line: 10
  call function
  r0 = 2
  exit  // refused here
function:
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  r0 = 0
  exit
