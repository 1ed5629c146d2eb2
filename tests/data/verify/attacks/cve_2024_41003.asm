// SPDX-License-Identifier: Apache-2.0
// CVE-2024-41003: a comparison with a constant that can never be met
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 32
// twin-of: cve_2024_41003_safe.asm
// event: cve_2024_41003.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  w0 = -1
  w0 >>= 1
  w6 &= w0
  w6 |= 2
  if w6 != 0x7ffffffd goto differs
  goto out
differs:
  w6 -= 0x7ffffff0
  if w6 s>= 14 goto large
  goto out
large:
  w6 -= 14
  w6 <<= 4
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
