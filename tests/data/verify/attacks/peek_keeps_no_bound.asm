// SPDX-License-Identifier: Apache-2.0
// PREVAIL: an out-of-bounds read through map_peek_elem
// contract: windows/bind
// map: waiting queue 0 8 4
// expect: reject
// code: A502
// line: 20
// twin-of: peek_keeps_no_bound_safe.asm
// event: peek_keeps_no_bound.event.json
  *(u64 *)(r10 - 8) = 1
  *(u64 *)(r10 - 16) = 0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18
  r1 = *(u64 *)(r10 - 8)
  r2 = r10
  r2 += -16
  r2 += r1
  r0 = *(u8 *)(r2 + 0)  // refused here
  r0 = 1
  exit
