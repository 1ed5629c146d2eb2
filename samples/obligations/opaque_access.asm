// SPDX-License-Identifier: Apache-2.0
// Assay sample: reads inside the map itself instead of one of its values
// contract: windows/process
// map: counts array 4 8 1
// expect: reject
// code: A512
// line: 10
// event: opaque_access.event.json
  r1 = map[0]
  r0 = *(u64 *)(r1 + 0)  // refused here
  exit
