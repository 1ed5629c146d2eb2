// SPDX-License-Identifier: Apache-2.0
// User space maps packets of zero-copy AF_XDP
// contract: linux/xdp
// expect: reject
// code: A701
// line: 16
  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  r2 = r6
  r2 += 40
  if r2 > r7 goto out
  r1 = r6
  r2 = r6
  r2 += 20
  r3 = 20
  call 204  // refused here
out:
  r0 = 2
  exit
