// SPDX-License-Identifier: Apache-2.0
// Assay sample: a function is called at an address that the event supplies
// contract: windows/process
// expect: reject
// code: A308
// line: 9
// event: unknown_target.event.json
  r2 = *(u64 *)(r1 + 16)
  callx r2  // refused here
  exit
