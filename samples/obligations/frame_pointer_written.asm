// SPDX-License-Identifier: Apache-2.0
// Assay sample: the frame pointer is moved
// contract: windows/process
// expect: reject
// code: A403
// line: 8
// event: frame_pointer_written.event.json
  r10 += -16  // refused here
  r0 = 0
  exit
