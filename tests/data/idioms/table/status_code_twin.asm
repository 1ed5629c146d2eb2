// SPDX-License-Identifier: Apache-2.0
// Assay sample: idiom 3: the status that says that nothing was found passes its test
// contract: linux/xdp
// map: entries hash 4 40 8
// expect: reject
// code: A504
// line: 23
// twin-of: status_code.asm
// event: status_code_twin.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1

  r8 = r0
  w9 = 0
  if r0 != 0 goto join
  w9 = -134
join:
  r0 = 2
  if w9 s< -134 goto out
  r1 = *(u8 *)(r8 + 32)  // refused here
  if r1 != 0 goto out
  r0 = 1
out:
  exit
