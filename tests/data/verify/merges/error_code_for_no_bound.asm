// SPDX-License-Identifier: Apache-2.0
// The other value of the error code tells nothing of the packet's end
// contract: linux/xdp
// expect: reject
// code: A501
// line: 73
  r8 = r1
  r6 = *(u32 *)(r8 + 12)
  r1 = *(u32 *)(r8 + 0)
  r7 = *(u32 *)(r8 + 4)
  r9 = *(u32 *)(r8 + 16)
  r9 &= 60
  r1 += r9
  r4 = r1
  r1 += 2
  r5 = 0
  if r1 <= r7 goto fits
  r5 = -22
fits:
  r2 = 0
  r3 = r6
  r3 &= 2
  if r3 == 0 goto f1
  r2 = 1
f1:
  *(u64 *)(r10 - 8) = r2
  r2 = 0
  r3 = r6
  r3 &= 4
  if r3 == 0 goto f2
  r2 = 2
f2:
  *(u64 *)(r10 - 16) = r2
  r2 = 0
  r3 = r6
  r3 &= 8
  if r3 == 0 goto f3
  r2 = 3
f3:
  *(u64 *)(r10 - 24) = r2
  r2 = 0
  r3 = r6
  r3 &= 16
  if r3 == 0 goto f4
  r2 = 4
f4:
  *(u64 *)(r10 - 32) = r2
  r2 = 0
  r3 = r6
  r3 &= 32
  if r3 == 0 goto f5
  r2 = 5
f5:
  *(u64 *)(r10 - 40) = r2
  r2 = 0
  r3 = r6
  r3 &= 64
  if r3 == 0 goto f6
  r2 = 6
f6:
  *(u64 *)(r10 - 48) = r2
  r2 = 0
  r3 = r6
  r3 &= 128
  if r3 == 0 goto f7
  r2 = 7
f7:
  *(u64 *)(r10 - 56) = r2
  r5 <<= 32
  r5 >>= 32
  r0 = 0
  if r5 == 0 goto out
  r2 = *(u16 *)(r4 + 0)  // refused here
  r2 = *(u64 *)(r10 - 8)
  if r2 == 0 goto t1
  r0 += 1
t1:
  r2 = *(u64 *)(r10 - 16)
  if r2 == 0 goto t2
  r0 += 1
t2:
  r2 = *(u64 *)(r10 - 24)
  if r2 == 0 goto t3
  r0 += 1
t3:
  r2 = *(u64 *)(r10 - 32)
  if r2 == 0 goto t4
  r0 += 1
t4:
  r2 = *(u64 *)(r10 - 40)
  if r2 == 0 goto t5
  r0 += 1
t5:
  r2 = *(u64 *)(r10 - 48)
  if r2 == 0 goto t6
  r0 += 1
t6:
  r2 = *(u64 *)(r10 - 56)
  if r2 == 0 goto t7
  r0 += 1
t7:
out:
  r0 = 0
  exit
