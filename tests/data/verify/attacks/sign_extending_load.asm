// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a narrow load that extends the sign
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 21
// twin-of: sign_extending_load_safe.asm
// event: sign_extending_load.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  r6 = *(s8 *)(r9 + 0)
  if r6 s> 15 goto out
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
