// SPDX-License-Identifier: Apache-2.0
// An address in r0 takes part in a compare-and-exchange: what the memory holds tells of it.
// contract: windows/bind
// map: values array 4 8 1
// expect: reject
// code: A603
// line: 16
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r7 = r0
  r2 = 1
  r0 = cmpxchg_64(r7 + 0, r0, r2)  // refused here
out:
  r0 = 1
  exit
