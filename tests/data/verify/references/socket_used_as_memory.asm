// SPDX-License-Identifier: Apache-2.0
// A socket is no memory
// contract: linux/xdp
// expect: reject
// code: A512
// line: 17
  *(u64 *)(r10 - 16) = 0
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -16
  r3 = 12
  r4 = 0
  r5 = 0
  call 84
  if r0 == 0 goto out
  r6 = r0
  r1 = *(u32 *)(r6 + 0)  // refused here
  r1 = r6
  call 86
out:
  r0 = 2
  exit
