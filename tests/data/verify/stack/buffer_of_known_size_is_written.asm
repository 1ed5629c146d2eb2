// SPDX-License-Identifier: Apache-2.0
// With a constant size all of it is written
// contract: unspec
// expect: accept
  r1 = r10
  r1 += -16
  r2 = 16
  call 16
  r1 = *(u64 *)(r10 - 8)
  r0 = 0
  exit
