// SPDX-License-Identifier: Apache-2.0
// Two loops, one after the other, leave early for the same place, which is entered after both at worst
// contract: linux/xdp
// expect: accept
  call 7
  r7 = r0
  r6 = 0
first:
  if r6 == r7 goto out
  r6 += 1
  if r6 < 10 goto first
  r6 = 0
second:
  if r6 == r7 goto out
  r6 += 1
  if r6 < 20 goto second
out:
  r0 = 2
  exit
