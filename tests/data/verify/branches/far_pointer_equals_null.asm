// SPDX-License-Identifier: Apache-2.0
// A pointer with an unknown offset may be the number 0, so the branch is not dead
// contract: windows/xdp
// expect: reject
// code: A901
// line: 14
  r6 = *(u64 *)(r1 + 0)
  r7 = *(u64 *)(r1 + 16)
  r6 += r7
  r0 = 1
  if r6 != 0 goto out
  r0 = 7
out:
  exit  // refused here
