// SPDX-License-Identifier: Apache-2.0
// The helper writes as many bytes as it returns; so many may be shown to others.
// contract: windows/process
// map: events ringbuf 0 0 4096
// expect: accept
  r2 = r10
  r2 += -64
  r3 = 64
  call 65536
  if w0 s<= 0 goto out
  w3 = w0
  r1 = map[0]
  r2 = r10
  r2 += -64
  r4 = 0
  call 11
out:
  r0 = 0
  exit
