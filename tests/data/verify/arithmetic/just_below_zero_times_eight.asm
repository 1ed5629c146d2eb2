// SPDX-License-Identifier: Apache-2.0
// A number below zero, multiplied, is one multiplied number; no whole turn of 2^64 is lost on the way
// contract: linux/xdp
// expect: accept
  call 5
  r2 = r0
  r2 += 34
  if r2 > 7 goto done
  r2 *= 8
  r1 = r10
  r1 += -136
  r1 += r2
  *(u8 *)(r1 - 45) = 1
done:
  r0 = 2
  exit
