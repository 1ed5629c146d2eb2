// SPDX-License-Identifier: Apache-2.0
// The size is one number, as two bounds say of a sum, and no constant: what is reserved must not be forgotten for it
// contract: linux/socket_filter
// map: events ringbuf 0 0 4096
// expect: reject
// code: A704
// line: 20
// also: A801:23
  r7 = *(u32 *)(r1 + 0)
  r8 = *(u32 *)(r1 + 4)
  r9 = r8
  r9 += 16
  if r7 != r9 goto out
  r2 = r7
  r2 -= r8
  r1 = map[0]
  r3 = 0
  // It would never be given back.
  // A record needs a constant size.
  call 131  // refused here
out:
  r0 = 0
  exit
