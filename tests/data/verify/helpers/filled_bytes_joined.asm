// SPDX-License-Identifier: Apache-2.0
// What was filled stays known where paths meet and around a loop.
// contract: windows/process
// map: events ringbuf 0 0 4096
// expect: accept
  r8 = *(u64 *)(r1 + 16)
  r2 = r10
  r2 += -64
  r3 = 64
  call 65536
  if w0 s<= 0 goto out
  w6 = w0
  r7 = 0
  if r8 == 4 goto again
  r7 = 2
again:
  r7 += 1
  if r7 < 9 goto again
  r1 = map[0]
  r2 = r10
  r2 += -64
  r3 = r6
  r4 = 0
  call 11
out:
  r0 = 0
  exit
