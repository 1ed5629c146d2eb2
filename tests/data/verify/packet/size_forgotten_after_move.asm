// SPDX-License-Identifier: Apache-2.0
// What was known of the packet's size says nothing of the packet that a helper moved
// contract: windows/xdp
// expect: reject
// code: A501
// line: 17
  r6 = r1
  r7 = *(u64 *)(r1 + 0)
  r8 = *(u64 *)(r1 + 8)
  r2 = r7
  r2 += 64
  if r2 > r8 goto out
  r1 = r6
  r2 = 0
  call 65536
  r7 = *(u64 *)(r6 + 0)
  r2 = *(u8 *)(r7 + 0)  // refused here
out:
  r0 = 1
  exit
