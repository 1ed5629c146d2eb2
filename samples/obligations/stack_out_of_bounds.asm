// SPDX-License-Identifier: Apache-2.0
// Assay sample: eight bytes are written of which four lie in the frame
// contract: windows/process
// expect: reject
// code: A502
// line: 8
// event: stack_out_of_bounds.event.json
  *(u64 *)(r10 - 4) = 0  // refused here
  r0 = 0
  exit
