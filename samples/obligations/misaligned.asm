// SPDX-License-Identifier: Apache-2.0
// Assay sample: an atomic addition to a number that lies across two words
// contract: linux/xdp
// map: counts array 4 16 1
// expect: reject
// code: A508
// line: 16
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 4) += r1  // refused here
out:
  r0 = 2
  exit
