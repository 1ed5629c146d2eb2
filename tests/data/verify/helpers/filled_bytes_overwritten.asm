// SPDX-License-Identifier: Apache-2.0
// A pointer that is kept in the buffer may not be shown with it.
// contract: windows/process
// map: events ringbuf 0 0 4096
// expect: reject
// code: A603
// line: 20
  r2 = r10
  r2 += -64
  r3 = 64
  call 65536
  if w0 s< 16 goto out
  w3 = w0
  r2 = r10
  *(u64 *)(r10 - 64) = r2
  r1 = map[0]
  r2 = r10
  r2 += -64
  r4 = 0
  call 11  // refused here
out:
  r0 = 0
  exit
