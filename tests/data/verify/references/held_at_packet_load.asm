// SPDX-License-Identifier: Apache-2.0
// A packet load may end the program, which still holds a record
// contract: linux/socket_filter
// map: events ringbuf 0 0 4096
// expect: reject
// code: A801
// line: 15
  r6 = r1
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r7 = r0
  r0 = *(u8 *)skb[0]  // refused here
  r1 = r7
  r2 = 0
  call 132
out:
  r0 = 0
  exit
