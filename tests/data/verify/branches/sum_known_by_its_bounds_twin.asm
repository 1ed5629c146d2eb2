// SPDX-License-Identifier: Apache-2.0
// Unsafe: the comparison leaves many numbers to the sum, and for all but 16 a register is read that nobody wrote.
// contract: linux/xdp
// expect: reject
// code: A401
// line: 21
  call 7
  r6 = r0
  r6 &= 0xffff
  call 7
  r0 &= 0xffff
  r6 += r0
  if r6 >= 16 goto merge
  if r6 > 9 goto done
  r6 = 16
merge:
  if r6 != 16 goto leak
  r0 = 2
  exit
leak:
  r0 = r5
  exit
done:
  r0 = 2
  exit
