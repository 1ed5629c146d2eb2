// SPDX-License-Identifier: Apache-2.0
// A dynptr is there also where there was no room for the record
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A801
// line: 22
  r6 = *(u32 *)(r1 + 12)
  r1 = map[0]
  r2 = r6
  r3 = 0
  r4 = r10
  r4 += -16
  call 198
  if r0 s< 0 goto out
  r1 = r10
  r1 += -16
  r2 = 0
  call 199
out:
  r0 = 2
  exit  // refused here
