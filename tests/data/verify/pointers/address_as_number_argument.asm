// SPDX-License-Identifier: Apache-2.0
// Where the platform lets addresses leak, one may be passed for any number
// contract: linux/kprobe
// map: records ringbuf 0 0 4096
// expect: accept
  r1 = map[0]
  r2 = r10
  call 134
  r0 = 0
  exit
