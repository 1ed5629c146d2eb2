// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 11: stack bytes are read that nobody wrote, which Windows refuses
// contract: windows/xdp
// expect: reject
// code: A402
// line: 10
// twin-of: uninitialised_stack.asm
// event: uninitialised_stack_twin.event.json
  *(u32 *)(r10 - 8) = 7
  r1 = *(u64 *)(r10 - 8)  // refused here
  r1 &= 1
  r0 = 2
  r0 -= r1
  exit
