// SPDX-License-Identifier: Apache-2.0
// Read anew and tested again they are good
// contract: windows/xdp
// expect: accept
  r6 = r1
  r2 = 0
  call 65536
  r7 = *(u64 *)(r6 + 0)
  r8 = *(u64 *)(r6 + 8)
  r2 = r7
  r2 += 1
  if r2 > r8 goto out
  r2 = *(u8 *)(r7 + 0)
out:
  r0 = 1
  exit
