// SPDX-License-Identifier: Apache-2.0
// A record that is released takes no other pointer with it
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r7 = *(u32 *)(r1 + 0)
  r2 = *(u32 *)(r1 + 4)
  r3 = r7
  r3 += 1
  if r3 > r2 goto out
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r1 = r0
  r2 = 0
  call 132
  r0 = *(u8 *)(r7 + 0)
out:
  r0 = 2
  exit
