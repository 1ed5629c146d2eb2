// SPDX-License-Identifier: Apache-2.0
// A reference that is never released
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A801
// line: 16
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  *(u64 *)(r0 + 0) = 1
out:
  r0 = 2
  exit  // refused here
