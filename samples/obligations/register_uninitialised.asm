// SPDX-License-Identifier: Apache-2.0
// Assay sample: the result is copied from a register that nobody wrote
// contract: windows/process
// expect: reject
// code: A401
// line: 8
// event: register_uninitialised.event.json
  r0 = r7  // refused here
  exit
