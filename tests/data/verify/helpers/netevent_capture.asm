// SPDX-License-Identifier: Apache-2.0
// Bits 32 to 51 of the flags ask for so many bytes behind `data`, which may lie behind `data_end` here, so that the
// platform's test of the length says nothing.
// contract: windows/netevent
// map: events perf_event_array 4 4 1
// expect: reject
// code: A704
// line: 15
  *(u64 *)(r10 - 8) = 0
  r2 = map[0]
  r3 = 4503595332403200 ll
  r4 = r10
  r4 += -8
  r5 = 8
  call 32  // refused here
  r0 = 0
  exit
