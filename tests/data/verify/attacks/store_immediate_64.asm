// SPDX-License-Identifier: Apache-2.0
// PREVAIL: the immediate of a 64-bit store is sign-extended
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A501
// line: 23
// twin-of: store_immediate_64_safe.asm
// event: store_immediate_64.event.json
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  *(u64 *)(r10 - 16) = -1
  r6 = *(u64 *)(r10 - 16)
  r6 >>= 60
  r6 += 1
  r9 += r6
  r0 = *(u8 *)(r9 + 0)  // refused here
out:
  r0 = 2
  exit
