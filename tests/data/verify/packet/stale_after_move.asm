// SPDX-License-Identifier: Apache-2.0
// A helper that moves the packet kills pointers into it
// contract: windows/xdp
// expect: reject
// code: A509
// line: 16
  r6 = r1
  r7 = *(u64 *)(r1 + 0)
  r8 = *(u64 *)(r1 + 8)
  r2 = r7
  r2 += 1
  if r2 > r8 goto out
  r1 = r6
  r2 = 0
  call 65536
  r2 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 1
  exit
