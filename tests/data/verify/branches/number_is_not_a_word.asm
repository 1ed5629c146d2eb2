// SPDX-License-Identifier: Apache-2.0
// A number that was found not to be 6 is not 6 in a second test
// contract: linux/xdp
// expect: accept
  r6 = r1
  r2 = *(u32 *)(r6 + 12)
  r4 = r10
  r4 += -8
  r3 = 7
  *(u64 *)(r10 - 8) = r3
  if r2 == 6 goto L1
  r4 = 0
L1:
  if r2 != 6 goto L2
  r0 = *(u64 *)(r4 + 0)
L2:
  r0 = 0
  exit
