// SPDX-License-Identifier: Apache-2.0
// The loader says how long a trace may be
// contract: linux/kprobe
// map: traces stack_trace 4 0 1024
  r1 = map[0]
  r0 = 0
  exit
