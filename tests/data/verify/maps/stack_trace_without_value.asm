// SPDX-License-Identifier: Apache-2.0
// The loader says how long a trace may be, and no program sees one
// contract: linux/kprobe
// map: t stack_trace 4 0 1
// expect: accept
  r2 = map[0]
  r3 = 0
  call 27
  r0 = 0
  exit
