// SPDX-License-Identifier: Apache-2.0
// CVE-2022-49961: the size of a record that differs between paths
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A501
// line: 19
// twin-of: cve_2022_49961_safe.asm
// event: cve_2022_49961.event.json
  r6 = *(u32 *)(r1 + 12)
  r2 = 8
  if r6 == 0 goto chosen
  r2 = 16
chosen:
  r1 = map[0]
  r3 = 0
  call 131
  if r0 == 0 goto out
  *(u64 *)(r0 + 8) = 1  // refused here
  r1 = r0
  r2 = 0
  call 132
out:
  r0 = 2
  exit
