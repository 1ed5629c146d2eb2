// SPDX-License-Identifier: Apache-2.0
// Bpf_skb_fib_lookup reads the interface again behind the look-up, and follows what it finds by it.
// contract: linux/sched_cls
// map: entries array 4 64 1
// expect: reject
// code: A701
// line: 19
  r6 = r1
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r2 = r0
  r1 = r6
  r3 = 64
  r4 = 0
  call 69
out:
  r0 = 0
  exit
