// SPDX-License-Identifier: Apache-2.0
// Assay sample: two frames of a call chain need more than 512 bytes of stack together
// contract: linux/xdp
// expect: reject
// code: A304
// line: 9
// event: stack_too_deep.event.json
  *(u64 *)(r10 - 320) = 0
  call inner  // refused here
  r0 = 2
  exit
inner:
  *(u64 *)(r10 - 256) = 0
  r0 = 0
  exit
