// SPDX-License-Identifier: Apache-2.0
// Safe: a comparison leaves one number to a sum of two unknown ones. The search, which forgets the two, knows the sum
// as that number at the merge; in the final pass the sum arrives, and two bounds say which number it is.
// contract: linux/xdp
// expect: accept
  call 7
  r6 = r0
  r6 &= 0xffff
  call 7
  r0 &= 0xffff
  r6 += r0
  if r6 == 16 goto merge
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
