// SPDX-License-Identifier: Apache-2.0
// A window slides over the command line, and inside it words are compared with a table: the bound on the
// window's end stands in a low half. Made by the containment machine (seed 20261126, program 465055)
// contract: windows/process
// map: rules array 4 384 1
// expect: accept
  r0 = 0
  r2 = *(u8 *)(r1 + 68)
  if r2 != 0 goto L53
  r2 = *(u64 *)(r1 + 0)
  r1 = *(u64 *)(r1 + 8)
  *(u64 *)(r10 - 8) = r2
  r1 -= r2
  r2 = 2
  if r2 > r1 goto L53
  r1 >>= 1
  r3 = 31
  r8 = 26
L12:
  r7 = map_value[0] + 0
  r2 = 0
L15:
  *(u64 *)(r10 - 16) = r2
  r2 = 0
  r9 = *(u64 *)(r10 - 8)
L18:
  r4 = r2
  r2 = r7
  r2 += r4
  r0 = 1
  r2 = *(u8 *)(r2 + 0)
  if r2 == 0 goto L53
  r0 = r3
  r0 += r4
  if w0 > w1 goto L41
  if r0 > 384 goto L41
  r5 = *(u16 *)(r9 + 0)
  r0 = r5
  r0 += 32
  r6 = r5
  r6 += -65
  if r8 > r6 goto L35
  r0 = r5
L35:
  if r0 != r2 goto L41
  r9 += 2
  r2 = r4
  r2 += 1
  r5 = 11
  if r5 > r4 goto L18
L41:
  r7 += 12
  r2 = *(u64 *)(r10 - 16)
  r2 += 1
  if r2 != 4 goto L15
  r0 = 0
  r3 += 1
  if r3 >= r1 goto L53
  r2 = *(u64 *)(r10 - 8)
  r2 += 2
  *(u64 *)(r10 - 8) = r2
  r2 = 384
  if r2 > r3 goto L12
L53:
  exit
