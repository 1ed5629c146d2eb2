// SPDX-License-Identifier: Apache-2.0
// Assay sample: one branch ends without an exit
// contract: windows/process
// expect: reject
// code: A301
// line: 13
// event: falls_off_end.event.json
  r2 = *(u64 *)(r1 + 16)
  r0 = 0
  if r2 != 0 goto last
  exit
last:
  r0 = 1  // refused here
