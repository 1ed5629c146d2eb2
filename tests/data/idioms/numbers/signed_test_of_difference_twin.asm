// SPDX-License-Identifier: Apache-2.0
// The least difference that passes is -1
// contract: linux/raw_tracepoint
// map: heap percpu_array 4 8192 1
// expect: reject
// code: A703
// line: 23
// twin-of: signed_test_of_difference.asm
  r6 = *(u64 *)(r1 + 0)
  r8 = *(u64 *)(r1 + 8)
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  w8 -= w6
  if w8 s> 8192 goto out
  if w8 s< -1 goto out
  r1 = r0
  w2 = w8
  r3 = r6
  call 112  // refused here
out:
  r0 = 0
  exit
