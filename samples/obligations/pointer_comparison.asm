// SPDX-License-Identifier: Apache-2.0
// Assay sample: a pointer into the packet is compared with one into the stack
// contract: windows/xdp
// expect: reject
// code: A602
// line: 9
  r2 = *(u64 *)(r1 + 0)
  r0 = 1
  if r2 > r10 goto out  // refused here
  r0 = 2
out:
  exit
