// SPDX-License-Identifier: Apache-2.0
// Assay sample: nine functions call each other in a row, one more frame than the hook allows
// contract: windows/process
// expect: reject
// code: A303
// line: 29
// event: call_too_deep.event.json
  call f2
  exit
f2:
  call f3
  exit
f3:
  call f4
  exit
f4:
  call f5
  exit
f5:
  call f6
  exit
f6:
  call f7
  exit
f7:
  call f8
  exit
f8:
  call f9  // refused here
  exit
f9:
  r0 = 0
  exit
