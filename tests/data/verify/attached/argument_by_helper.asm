// SPDX-License-Identifier: Apache-2.0
// The number of an argument may be known only when the program runs.
// contract: linux/fexit
// expect: accept
  r6 = r1
  call 185
  r2 = r0
  r1 = r6
  r3 = r10
  r3 += -8
  call 183
  if r0 != 0 goto +1
  r0 = *(u64 *)(r10 - 8)
  r0 = 0
  exit
