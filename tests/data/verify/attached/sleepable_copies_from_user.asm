// SPDX-License-Identifier: Apache-2.0
// It may read memory of the user that is not at hand.
// contract: linux/fentry_sleepable
// expect: accept
  r3 = *(u64 *)(r1 + 0)
  r1 = r10
  r1 += -16
  r2 = 16
  call 148
  r0 = 0
  exit
