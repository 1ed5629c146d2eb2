// SPDX-License-Identifier: Apache-2.0
// CVE-2021-4204: a ring-buffer record is submitted at an offset
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: reject
// code: A701
// line: 18
// twin-of: cve_2021_4204_safe.asm
// event: cve_2021_4204.event.json
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r1 = r0
  r1 += 8
  r2 = 0
  call 132  // refused here
out:
  r0 = 2
  exit
