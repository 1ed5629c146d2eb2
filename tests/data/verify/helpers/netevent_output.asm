// SPDX-License-Identifier: Apache-2.0
// Without bytes of the event, output is what it is at every hook.
// contract: windows/netevent
// map: events perf_event_array 4 4 1
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r2 = map[0]
  r3 = 4294967295 ll
  r4 = r10
  r4 += -8
  r5 = 8
  call 32
  r0 = 0
  exit
