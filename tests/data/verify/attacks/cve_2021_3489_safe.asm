// SPDX-License-Identifier: Apache-2.0
// CVE-2021-3489: more of a ring-buffer record than was reserved: a near miss that is safe
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  *(u8 *)(r0 + 15) = 1
  r1 = r0
  r2 = 0
  call 132
out:
  r0 = 2
  exit
