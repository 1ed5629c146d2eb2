// SPDX-License-Identifier: Apache-2.0
// CVE-2023-52452: stack memory that was never written
// contract: windows/bind
// map: entries array 4 16 1
// expect: reject
// code: A402
// line: 23
// twin-of: cve_2023_52452_safe.asm
// event: cve_2023_52452.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r6 &= 8
  *(u64 *)(r10 - 24) = 0
  r2 = r10
  r2 += -24
  r2 += r6
  r0 = *(u8 *)(r2 + 0)  // refused here
out:
  r0 = 2
  exit
