// SPDX-License-Identifier: Apache-2.0
// A look-up whose low half is not zero is not null; one whose low half is zero need not be null
// contract: linux/xdp
// map: counts array 4 8 4
// expect: reject
// code: A504
// line: 14
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if w0 == 0 goto out
  r1 = *(u64 *)(r0 + 0)  // refused here
out:
  r0 = 2
  exit
