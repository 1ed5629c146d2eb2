// SPDX-License-Identifier: Apache-2.0
// A record of a ring buffer is held where two paths join, after a look-up that gave another pointer.
// contract: linux/tracepoint
// map: values hash 8 8 64
// map: events ringbuf 0 0 4096
// expect: accept
  call 14
  r7 = r0
  *(u64 *)(r10 - 8) = r0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 1
  if r0 == 0 goto out
  r6 = r0
  r1 = map[1]
  r2 = 24
  r3 = 0
  call 131
  if r0 == 0 goto out
  r8 = r0
  r1 = *(u64 *)(r6 + 0)
  *(u64 *)(r8 + 0) = r1
  r7 &= 1
  r0 = 0
  if r7 == 0 goto join
  call 5
join:
  *(u64 *)(r8 + 8) = r0
  r1 = r8
  r2 = 0
  call 132
out:
  r0 = 0
  exit
