// SPDX-License-Identifier: Apache-2.0
// Two records are held where two paths join; the one that was released is written again.
// contract: linux/tracepoint
// map: events ringbuf 0 0 4096
// expect: reject
// code: A509
// line: 28
  call 14
  r9 = r0
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r7 = r0
  r1 = map[0]
  r2 = 32
  r3 = 0
  call 131
  if r0 == 0 goto one
  r6 = r0
  if r9 == 0 goto join
  *(u64 *)(r6 + 24) = 1
join:
  r1 = r7
  r2 = 0
  call 132
  *(u64 *)(r7 + 8) = 1  // refused here
  r1 = r6
  r2 = 0
  call 132
  goto out
one:
  r1 = r7
  r2 = 0
  call 133
out:
  r0 = 0
  exit
