// SPDX-License-Identifier: Apache-2.0
// A dynptr is made, written and given back in every round
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r7 = 0
  *(u64 *)(r10 - 24) = 7
loop:
  r1 = map[0]
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  r1 = r10
  r1 += -16
  r2 = 0
  r3 = r10
  r3 += -24
  r4 = 8
  r5 = 0
  call 202
  r1 = r10
  r1 += -16
  r2 = 0
  call 200
  r7 += 1
  if r7 < 5 goto loop
  r0 = 2
  exit
