// SPDX-License-Identifier: Apache-2.0
// Safe: two counted walks over the packet, of which the second moves by what it reads. The search takes a claim back,
// which opens a branch: the paths behind it are given targets again.
// contract: linux/xdp
// expect: accept
  r6 = r1
  r0 = *(u32 *)(r6 + 0)
  r3 = *(u32 *)(r6 + 4)
  r2 = 47
L8:
  r5 = r0
  if r5 > r3 goto L15
  r0 += 1
  r2 -= 1
  if r2 > 0 goto L8
L15:
  r7 = *(u32 *)(r6 + 0)
  r9 = *(u32 *)(r6 + 4)
  r7 += r2
  r2 = r7
  if r2 >= r9 goto L50
  r1 = *(u32 *)(r6 + 0)
  r8 = *(u32 *)(r6 + 4)
  r5 = 60
L41:
  r2 = r1
  r2 += 7
  if r2 > r8 goto L50
  r2 = *(u16 *)(r1 + 5)
  r2 &= 2
  r1 += r2
  w5 -= 1
  if r5 > 0 goto L41
L50:
  r0 = 7
  exit
