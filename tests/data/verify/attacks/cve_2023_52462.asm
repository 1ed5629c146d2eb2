// SPDX-License-Identifier: Apache-2.0
// CVE-2023-52462: a stored pointer of which a byte is overwritten
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A505
// line: 21
// twin-of: cve_2023_52462_safe.asm
// event: cve_2023_52462.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  *(u64 *)(r10 - 16) = r9
  *(u8 *)(r10 - 16) = 0
  r2 = *(u64 *)(r10 - 16)
  r0 = *(u8 *)(r2 + 0)  // refused here
out:
  r0 = 2
  exit
