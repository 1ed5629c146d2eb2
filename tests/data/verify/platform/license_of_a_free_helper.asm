// SPDX-License-Identifier: Apache-2.0
// A helper for all programs
// contract: linux/kprobe
// license: Apache-2.0
// expect: accept
  call 5
  r0 = 0
  exit
