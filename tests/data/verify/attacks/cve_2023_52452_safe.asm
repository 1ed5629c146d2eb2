// SPDX-License-Identifier: Apache-2.0
// CVE-2023-52452: stack memory that was never written: a near miss that is safe
// contract: windows/bind
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
  r6 &= 7
  *(u64 *)(r10 - 24) = 0
  r2 = r10
  r2 += -24
  r2 += r6
  r0 = *(u8 *)(r2 + 0)
out:
  r0 = 2
  exit
