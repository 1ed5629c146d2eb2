// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a register that a call leaves undefined
// contract: linux/xdp
// expect: reject
// code: A401
// line: 14
// twin-of: scratch_after_call_safe.asm
// event: scratch_after_call.event.json
  r2 = r10
  r2 += -8
  *(u64 *)(r2 + 0) = 0
  r1 = 0
  call inner
  r0 = *(u64 *)(r2 + 0)  // refused here
  r0 = 2
  exit
inner:
  r0 = 0
  exit
