// SPDX-License-Identifier: Apache-2.0
// CVE-2022-49873: a copy of a reference is used after the release: a near miss that is safe
// contract: linux/xdp
// map: events ringbuf 0 0 4096
// expect: accept
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131
  if r0 == 0 goto out
  r6 = r0
  r7 = r0
  *(u64 *)(r7 + 0) = 1
  r1 = r6
  r2 = 0
  call 133
out:
  r0 = 2
  exit
