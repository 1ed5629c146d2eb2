// SPDX-License-Identifier: Apache-2.0
// The helper checks the length in the TCP header and reads it again; in a map's value it may be another one by then.
// contract: linux/xdp
// map: shared array 4 20 1
// expect: reject
// code: A701
// line: 21
  *(u32 *)(r10 - 4) = 0
  r1 = map[0]
  r2 = r10
  r2 += -4
  call 1
  if r0 == 0 goto out
  r2 = r0
  *(u64 *)(r10 - 24) = 0
  *(u64 *)(r10 - 16) = 0
  *(u32 *)(r10 - 8) = 0
  r1 = r10
  r1 += -24
  r3 = 20
  call 204  // refused here
out:
  r0 = 2
  exit
