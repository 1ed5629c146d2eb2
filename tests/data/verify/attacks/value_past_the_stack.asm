// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a map value that reaches past the stack
// contract: linux/xdp
// map: names hash 8 16 4
// expect: reject
// code: A502
// line: 16
// twin-of: value_past_the_stack_safe.asm
// event: value_past_the_stack.event.json
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  r3 = r2
  r4 = 0
  r1 = map[0]
  call 2  // refused here
  r0 = 2
  exit
