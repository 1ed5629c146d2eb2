// SPDX-License-Identifier: Apache-2.0
// Most Linux helpers take no packet pointer
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A701
// line: 19
  r2 = *(u32 *)(r1 + 0)
  r3 = *(u32 *)(r1 + 4)
  r6 = r1
  r4 = r2
  r4 += 8
  if r4 > r3 goto out
  r7 = r2
  r1 = map[0]
  r2 = r7
  r3 = 8
  r4 = 0
  call 130  // refused here
out:
  r0 = 2
  exit
