// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a map key that reaches past the stack
// contract: linux/xdp
// map: names hash 16 8 4
// expect: reject
// code: A502
// line: 14
// twin-of: key_past_the_stack_safe.asm
// event: key_past_the_stack.event.json
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  r1 = map[0]
  call 1  // refused here
  r0 = 2
  exit
