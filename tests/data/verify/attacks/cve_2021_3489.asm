// SPDX-License-Identifier: Apache-2.0
// CVE-2021-3489: more of a ring-buffer record than was reserved
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A501
// line: 15
// twin-of: cve_2021_3489_safe.asm
// event: cve_2021_3489.event.json
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  *(u8 *)(r0 + 16) = 1  // refused here
  r1 = r0
  r2 = 0
  call 132
out:
  r0 = 2
  exit
