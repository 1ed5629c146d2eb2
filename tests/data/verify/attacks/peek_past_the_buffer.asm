// SPDX-License-Identifier: Apache-2.0
// PREVAIL: map_peek_elem writes past its buffer
// contract: windows/bind
// map: waiting queue 0 16 4
// expect: reject
// code: A502
// line: 14
// twin-of: peek_past_the_buffer_safe.asm
// event: peek_past_the_buffer.event.json
  *(u64 *)(r10 - 8) = 0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 18  // refused here
  r0 = 1
  exit
