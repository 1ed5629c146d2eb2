// SPDX-License-Identifier: Apache-2.0
// A flag says whether an entry was found, and is tested where the entry is read: more paths than a place keeps
// apart, which differ in more than the flag.
// contract: linux/xdp
// map: counts hash 4 8 16
// expect: accept
  r6 = r1
  r7 = *(u32 *)(r6 + 12)
  r1 = r7
  r1 &= 1
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  if r1 == 0 goto set0
  r2 = 1
  r3 = 2
  r4 = 3
  r5 = 4
set0:
  *(u64 *)(r10 - 16) = r2
  *(u64 *)(r10 - 24) = r3
  *(u64 *)(r10 - 32) = r4
  *(u64 *)(r10 - 40) = r5
  r1 = r7
  r1 &= 2
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  if r1 == 0 goto set1
  r2 = 1
  r3 = 2
  r4 = 3
  r5 = 4
set1:
  *(u64 *)(r10 - 48) = r2
  *(u64 *)(r10 - 56) = r3
  *(u64 *)(r10 - 64) = r4
  *(u64 *)(r10 - 72) = r5
  r1 = r7
  r1 &= 4
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  if r1 == 0 goto set2
  r2 = 1
  r3 = 2
  r4 = 3
  r5 = 4
set2:
  *(u64 *)(r10 - 80) = r2
  *(u64 *)(r10 - 88) = r3
  *(u64 *)(r10 - 96) = r4
  *(u64 *)(r10 - 104) = r5
  r1 = r7
  r1 &= 8
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  if r1 == 0 goto set3
  r2 = 1
  r3 = 2
  r4 = 3
  r5 = 4
set3:
  *(u64 *)(r10 - 112) = r2
  *(u64 *)(r10 - 120) = r3
  *(u64 *)(r10 - 128) = r4
  *(u64 *)(r10 - 136) = r5
  r1 = r7
  r1 &= 16
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  if r1 == 0 goto set4
  r2 = 1
  r3 = 2
  r4 = 3
  r5 = 4
set4:
  *(u64 *)(r10 - 144) = r2
  *(u64 *)(r10 - 152) = r3
  *(u64 *)(r10 - 160) = r4
  *(u64 *)(r10 - 168) = r5
  r1 = r7
  r1 &= 32
  r2 = 0
  r3 = 0
  r4 = 0
  r5 = 0
  if r1 == 0 goto set5
  r2 = 1
  r3 = 2
  r4 = 3
  r5 = 4
set5:
  *(u64 *)(r10 - 176) = r2
  *(u64 *)(r10 - 184) = r3
  *(u64 *)(r10 - 192) = r4
  *(u64 *)(r10 - 200) = r5
  *(u32 *)(r10 - 4) = r7
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r8 = 0
  if r0 == 0 goto known
  r8 = 1
known:
  r7 = r0
  r0 = 2
  r1 = *(u64 *)(r10 - 16)
  if r1 == 0 goto past0_0
  r0 = 1
past0_0:
  r1 = *(u64 *)(r10 - 24)
  if r1 == 0 goto past0_1
  r0 = 1
past0_1:
  r1 = *(u64 *)(r10 - 32)
  if r1 == 0 goto past0_2
  r0 = 1
past0_2:
  r1 = *(u64 *)(r10 - 40)
  if r1 == 0 goto past0_3
  r0 = 1
past0_3:
  r1 = *(u64 *)(r10 - 48)
  if r1 == 0 goto past1_0
  r0 = 1
past1_0:
  r1 = *(u64 *)(r10 - 56)
  if r1 == 0 goto past1_1
  r0 = 1
past1_1:
  r1 = *(u64 *)(r10 - 64)
  if r1 == 0 goto past1_2
  r0 = 1
past1_2:
  r1 = *(u64 *)(r10 - 72)
  if r1 == 0 goto past1_3
  r0 = 1
past1_3:
  r1 = *(u64 *)(r10 - 80)
  if r1 == 0 goto past2_0
  r0 = 1
past2_0:
  r1 = *(u64 *)(r10 - 88)
  if r1 == 0 goto past2_1
  r0 = 1
past2_1:
  r1 = *(u64 *)(r10 - 96)
  if r1 == 0 goto past2_2
  r0 = 1
past2_2:
  r1 = *(u64 *)(r10 - 104)
  if r1 == 0 goto past2_3
  r0 = 1
past2_3:
  r1 = *(u64 *)(r10 - 112)
  if r1 == 0 goto past3_0
  r0 = 1
past3_0:
  r1 = *(u64 *)(r10 - 120)
  if r1 == 0 goto past3_1
  r0 = 1
past3_1:
  r1 = *(u64 *)(r10 - 128)
  if r1 == 0 goto past3_2
  r0 = 1
past3_2:
  r1 = *(u64 *)(r10 - 136)
  if r1 == 0 goto past3_3
  r0 = 1
past3_3:
  r1 = *(u64 *)(r10 - 144)
  if r1 == 0 goto past4_0
  r0 = 1
past4_0:
  r1 = *(u64 *)(r10 - 152)
  if r1 == 0 goto past4_1
  r0 = 1
past4_1:
  r1 = *(u64 *)(r10 - 160)
  if r1 == 0 goto past4_2
  r0 = 1
past4_2:
  r1 = *(u64 *)(r10 - 168)
  if r1 == 0 goto past4_3
  r0 = 1
past4_3:
  r1 = *(u64 *)(r10 - 176)
  if r1 == 0 goto past5_0
  r0 = 1
past5_0:
  r1 = *(u64 *)(r10 - 184)
  if r1 == 0 goto past5_1
  r0 = 1
past5_1:
  r1 = *(u64 *)(r10 - 192)
  if r1 == 0 goto past5_2
  r0 = 1
past5_2:
  r1 = *(u64 *)(r10 - 200)
  if r1 == 0 goto past5_3
  r0 = 1
past5_3:
  if r8 == 0 goto out
  r1 = *(u64 *)(r7 + 0)
out:
  exit
