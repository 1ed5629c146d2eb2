// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a loop inside a callee that does not end
// contract: linux/xdp
// expect: reject
// code: A305
// line: 15
// twin-of: loop_in_callee_safe.asm
// event: loop_in_callee.event.json
  r1 = 1
  call spin
  r0 = 2
  exit
spin:
  r1 += 2
  if r1 != 0 goto spin  // refused here
  r0 = 0
  exit
