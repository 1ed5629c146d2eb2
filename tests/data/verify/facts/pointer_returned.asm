// SPDX-License-Identifier: Apache-2.0
// Linux lets a probe return an address.
// contract: linux/kprobe
// expect: accept
  r0 = r1
  exit
