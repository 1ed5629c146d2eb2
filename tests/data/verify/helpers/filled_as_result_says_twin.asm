// SPDX-License-Identifier: Apache-2.0
// One byte more was not written.
// contract: windows/process
// map: events ringbuf 0 0 4096
// expect: reject
// code: A402
// line: 19
  r2 = r10
  r2 += -64
  r3 = 63
  call 65536
  if w0 s<= 0 goto out
  w3 = w0
  r3 += 1
  r1 = map[0]
  r2 = r10
  r2 += -64
  r4 = 0
  call 11  // refused here
out:
  r0 = 0
  exit
