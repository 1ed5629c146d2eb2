// SPDX-License-Identifier: Apache-2.0
// The size that goes with an element of a map may pass its end
// contract: linux/xdp
// map: events perf_event_array 4 4 1
// map: entries array 4 16 1
// expect: reject
// code: A703
// line: 23
  r6 = r1
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[1]
  call 1
  if r0 == 0 goto out
  r4 = r0
  r5 = *(u32 *)(r6 + 12)
  r5 &= 63
  r5 += 1
  r3 = 0
  r2 = map[0]
  r1 = r6
  call 25  // refused here
out:
  r0 = 2
  exit
