// SPDX-License-Identifier: Apache-2.0
// Assay sample: a function calls itself as often as the process id says
// contract: windows/process
// expect: reject
// code: A302
// line: 15
// event: recursion.event.json
  r1 = *(u64 *)(r1 + 16)
  call again
  exit
again:
  r0 = 0
  if r1 == 0 goto done
  r1 += -1
  call again  // refused here
done:
  exit
