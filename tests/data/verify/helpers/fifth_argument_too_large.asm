// SPDX-License-Identifier: Apache-2.0
// The fifth argument is the size of the fourth, which lies on the stack and has fewer bytes
// contract: linux/xdp
// map: events perf_event_array 4 4 1
// expect: reject
// code: A703
// line: 16
  r5 = *(u32 *)(r1 + 12)
  r5 &= 63
  r5 += 1
  *(u64 *)(r10 - 8) = 0
  r4 = r10
  r4 += -8
  r3 = 0
  r2 = map[0]
  call 25  // refused here
  r0 = 2
  exit
