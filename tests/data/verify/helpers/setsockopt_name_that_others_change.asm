// SPDX-License-Identifier: Apache-2.0
// The name of a congestion control is compared, and then read again.
// contract: linux/sock_ops
// map: entries array 4 16 1
// expect: reject
// code: A701
// line: 20
  r6 = r1
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r4 = r0
  r1 = r6
  r2 = 6
  r3 = 13
  r5 = 4
  call 49
out:
  r0 = 1
  exit
