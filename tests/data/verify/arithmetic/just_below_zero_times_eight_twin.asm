// SPDX-License-Identifier: Apache-2.0
// The same, and one byte below the stack
// contract: linux/xdp
// expect: reject
// code: A502
// line: 15
  call 5
  r2 = r0
  r2 += 34
  if r2 > 7 goto done
  r2 *= 8
  r1 = r10
  r1 += -136
  r1 += r2
  *(u8 *)(r1 - 377) = 1
done:
  r0 = 2
  exit
