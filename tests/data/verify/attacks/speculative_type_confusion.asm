// SPDX-License-Identifier: Apache-2.0
// CVE-2021-33624: type confusion under speculation. Out of scope: no instruction does wrong
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r7 = *(u64 *)(r9 + 8)
  *(u64 *)(r10 - 16) = 0
  r8 = r10
  r8 += -16
  if r6 != 0 goto second
  r8 = r7
second:
  if r6 != 1 goto out
  r0 = *(u8 *)(r8 + 0)
out:
  r0 = 2
  exit
